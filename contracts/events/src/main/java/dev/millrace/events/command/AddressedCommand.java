package dev.millrace.events.command;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.stored.StorableText;
import dev.millrace.events.task.TaskId;
import java.time.Instant;

/// A command on its way to the executor that owns a task.
///
/// @param id unique among the commands of the task; a command that arrives twice has the same id
public record AddressedCommand(TaskId taskId, String id, Instant time, TaskCommand command) {

  /// Characters of an id: it is a part of a key of the executor's table.
  public static final int LONGEST_ID = 200;

  public AddressedCommand {
    requireNonNull(taskId, "taskId");
    requireNonNull(id, "id");
    requireNonNull(time, "time");
    requireNonNull(command, "command");
    if (id.isBlank() || id.length() > LONGEST_ID || !StorableText.isStorable(id)) {
      throw new IllegalArgumentException("a command's id has 1 to " + LONGEST_ID + " characters");
    }
  }
}
