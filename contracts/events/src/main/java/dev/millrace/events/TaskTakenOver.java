package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.ExecutorId;

/// An executor continues an attempt that another one did not finish, from its last checkpoint.
///
/// @param attempt the attempt that goes on; none is burnt
/// @param epoch the fencing token of the new owner; the old one can write nothing any more
/// @param from who held the lease before
/// @param takeovers how often this task was taken over because its executor vanished
public record TaskTakenOver(
    int attempt, int epoch, ExecutorId executor, ExecutorId from, int takeovers)
    implements TaskEvent {

  public TaskTakenOver {
    requireNonNull(executor, "executor");
    requireNonNull(from, "from");
  }
}
