package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.TaskError;

/// The task gave up: a permanent error, or the last attempt failed.
public record TaskFailed(int attempt, TaskError error) implements TaskEvent.Final {

  public TaskFailed {
    requireNonNull(error, "error");
  }
}
