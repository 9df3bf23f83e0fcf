package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.TaskError;

/// The task ran out of the time that one attempt, or the whole task, was given.
///
/// @param error which limit it was
public record TaskTimedOut(int attempt, TaskError error) implements TaskEvent.Final {

  public TaskTimedOut {
    requireNonNull(error, "error");
  }
}
