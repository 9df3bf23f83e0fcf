package dev.millrace.executor.control;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a task stands when somebody asks something of it.
///
/// @param attempt attempts begun so far
/// @param cancelAsked whether its owner was asked to stop it for good
/// @param pauseAsked whether its owner was asked to stop it at a checkpoint
/// @param runAt its first attempt is not to be started before this moment; null after a redrive,
///   which is due at once
/// @param hasSteps whether its saga has completed steps, to be undone before it may end
/// @param unstorable whether the run store could not hold its request, so that it can never run
record Standing(
    TaskStatus status,
    int attempt,
    boolean cancelAsked,
    boolean pauseAsked,
    @Nullable Instant runAt,
    boolean hasSteps,
    boolean unstorable) {

  Standing(
      TaskStatus status,
      int attempt,
      boolean cancelAsked,
      boolean pauseAsked,
      @Nullable Instant runAt) {
    this(status, attempt, cancelAsked, pauseAsked, runAt, false, false);
  }

  Standing {
    requireNonNull(status, "status");
  }

  /// Whether an executor holds the task, so that its handler has to stop first.
  boolean isHeld() {
    return switch (status) {
      case RUNNING, CANCELLING, COMPENSATING -> true;
      case SCHEDULED, PENDING, RETRY, PAUSED, COMPLETED, FAILED, CANCELLED, TIMEOUT -> false;
    };
  }

  Standing in(TaskStatus next) {
    return new Standing(next, attempt, cancelAsked, pauseAsked, runAt, hasSteps, unstorable);
  }

  Standing withCancelAsked() {
    return new Standing(status, attempt, true, pauseAsked, runAt, hasSteps, unstorable);
  }

  Standing withPauseAsked() {
    return new Standing(status, attempt, cancelAsked, true, runAt, hasSteps, unstorable);
  }

  Standing withPauseWithdrawn() {
    return new Standing(status, attempt, cancelAsked, false, runAt, hasSteps, unstorable);
  }

  Standing redriven() {
    return new Standing(status, attempt, false, false, null, hasSteps, unstorable);
  }

  Standing withNothingAsked() {
    return new Standing(status, attempt, false, false, runAt, hasSteps, unstorable);
  }
}
