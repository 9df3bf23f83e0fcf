package dev.millrace.events.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// The id of one task: a UUID, which clients see in its 36-character lower-case form.
public record TaskId(@JsonValue UUID value) implements Comparable<TaskId> {

  @JsonCreator
  public TaskId {}

  /// Reads the 36-character form.
  ///
  /// @throws IllegalArgumentException when `text` is anything else, shortened forms included
  public static TaskId parse(String text) {
    if (text.length() != 36) {
      throw new IllegalArgumentException(
          "a task id has 36 characters, this one has " + text.length());
    }
    return new TaskId(UUID.fromString(text));
  }

  @Override
  public int compareTo(TaskId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
