package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.ExecutorId;

/// An executor claimed the task and begins an attempt.
///
/// @param attempt 1 for the first
/// @param epoch the fencing token of this claim; it rises with every claim and takeover
public record TaskStarted(int attempt, int epoch, ExecutorId executor) implements TaskEvent {

  public TaskStarted {
    requireNonNull(executor, "executor");
  }
}
