package dev.millrace.executor.attempt.decision;

import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskError;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Why a running handler is asked to come to an end.
public sealed interface StopReason {

  /// Somebody wants the task gone.
  record Cancelled(Actor actor) implements StopReason {}

  /// Somebody wants it to wait at its next checkpoint.
  record Paused(Actor actor) implements StopReason {}

  /// The attempt took longer than one attempt may.
  record TookTooLong(Duration limit) implements StopReason {
    public TaskError error() {
      return new TaskError("attempt-timeout", "the attempt took longer than " + limit, true);
    }

    /// The same where the handler did not follow its interruption.
    TaskError unheardError() {
      return new TaskError(
          "attempt-timeout",
          String.format(
              Locale.ROOT,
              "the attempt took longer than %s, and its handler did not stop when it was interrupted",
              limit),
          false);
    }
  }

  /// The task took longer than it may, from its submission on.
  record DeadlinePassed(Instant deadline) implements StopReason {
    TaskError error() {
      return new TaskError("deadline", "the task did not end by " + deadline, false);
    }

    /// The same for a task whose next attempt would come too late.
    TaskError error(TaskError last) {
      return new TaskError(
          "deadline",
          String.format(
              Locale.ROOT,
              "no further attempt is possible by %s; the last one: %s",
              deadline,
              last.message()),
          false);
    }
  }

  /// This executor shuts down; another one goes on from the last checkpoint.
  record ExecutorStopping() implements StopReason {}

  /// Another executor owns the task.
  record LeaseLost() implements StopReason {}

  /// Whether the handler is interrupted at once, or given time to reach a checkpoint.
  default boolean isUrgent() {
    return switch (this) {
      case Cancelled _, LeaseLost _, TookTooLong _, DeadlinePassed _ -> true;
      case Paused _, ExecutorStopping _ -> false;
    };
  }

  /// Whether this reason counts while the steps of a saga are undone.
  default boolean stopsUndoing() {
    return switch (this) {
      case LeaseLost _, ExecutorStopping _, TookTooLong _ -> true;
      case Cancelled _, Paused _, DeadlinePassed _ -> false;
    };
  }

  /// Whether this reason replaces one that the handler was given before. A wish to cancel stands in
  /// the run store, so no other end may be written after it; without the lease nothing may.
  default boolean outranks(StopReason earlier) {
    return switch (this) {
      case LeaseLost _ -> true;
      case Cancelled _ -> !(earlier instanceof LeaseLost) && !(earlier instanceof Cancelled);
      case TookTooLong _, DeadlinePassed _ ->
          earlier instanceof Paused || earlier instanceof ExecutorStopping;
      case Paused _, ExecutorStopping _ -> false;
    };
  }
}
