package dev.millrace.blobs;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.TaskId;
import java.util.regex.Pattern;

/// What a blob is called: the task that it belongs to and lives as long as, and which part of it.
///
/// As text `<task id>.<part>`, such as `0199...-....upload`.
public record BlobName(TaskId task, String part) {

  private static final Pattern PART = Pattern.compile("[a-z0-9-]{1,40}");

  public BlobName {
    requireNonNull(task, "task");
    if (!PART.matcher(part).matches()) {
      throw new IllegalArgumentException("not the part of a blob's name: '" + part + "'");
    }
  }

  /// The file that a task was submitted with.
  public static BlobName upload(TaskId task) {
    return new BlobName(task, "upload");
  }

  /// The parameters that a task was submitted with, where they are too large for an event.
  public static BlobName parameters(TaskId task) {
    return new BlobName(task, "parameters");
  }

  /// The result of one claim of a task. A claim that has lost its lease writes under a name of its
  /// own, which nobody reads.
  public static BlobName result(TaskId task, int epoch) {
    return new BlobName(task, "result-" + epoch);
  }

  /// Reads the text form.
  ///
  /// @throws IllegalArgumentException when it is none
  public static BlobName parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("not <task id>.<part>");
    }
    return new BlobName(TaskId.parse(text.substring(0, dot)), text.substring(dot + 1));
  }

  @Override
  public String toString() {
    return task + "." + part;
  }
}
