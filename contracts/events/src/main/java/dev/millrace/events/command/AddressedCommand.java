package dev.millrace.events.command;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.TaskId;
import java.time.Instant;

/// A command on its way to the executor that owns a task.
///
/// @param id unique among the commands of the task; a command that arrives twice has the same id
public record AddressedCommand(TaskId taskId, String id, Instant time, TaskCommand command) {

  public AddressedCommand {
    requireNonNull(taskId, "taskId");
    requireNonNull(id, "id");
    requireNonNull(time, "time");
    requireNonNull(command, "command");
  }
}
