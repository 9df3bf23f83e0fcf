package dev.millrace.executor.attempt.decision;

import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskError;
import dev.millrace.executor.handler.RetryRules;
import dev.millrace.executor.retry.BackoffSchedule;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.TaskClaim;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the end of an attempt means for its task. The one place that decides it; pure.
public sealed interface AttemptDecision {

  /// Write this event and give the task up.
  record Write(TaskEvent event, Outcome.Cause cause) implements AttemptDecision {

    /// What the attempt itself came to.
    public Write(TaskEvent event) {
      this(event, Outcome.Cause.ATTEMPT);
    }
  }

  /// Give the task back: it goes on elsewhere at once, from its last checkpoint.
  record HandOn() implements AttemptDecision {}

  /// Write nothing: the task is another executor's.
  record Abandon() implements AttemptDecision {}

  /// What a decision depends on beside the attempt itself.
  ///
  /// @param policy of the task's type, as this executor has it
  /// @param rules of the type's handler
  /// @param jitter from 0 to 1, at random
  record Circumstances(TaskPolicy policy, RetryRules rules, Instant now, double jitter) {}

  /// Decides.
  ///
  /// A handler that returned has done its work, whatever it was asked meanwhile; a failure after a
  /// request to stop is how the handler stopped.
  static AttemptDecision of(
      TaskClaim claim, HandlerResult ending, @Nullable StopReason stop, Circumstances now) {
    if (stop instanceof StopReason.LeaseLost) {
      return new Abandon();
    }
    return switch (ending) {
      case HandlerResult.Returned returned ->
          new Write(new TaskCompleted(claim.attempt(), returned.result(), null, returned.stored()));
      case HandlerResult.Threw threw ->
          stop == null ? new Write(failed(claim, threw, now)) : stopped(claim, threw, stop, now);
    };
  }

  /// Decides for an attempt whose handler goes on although it was interrupted. There is no further
  /// attempt: its handler would go on in the same way.
  static AttemptDecision abandoned(TaskClaim claim, StopReason stop) {
    return switch (stop) {
      case StopReason.Cancelled cancelled -> new Write(new TaskCancelled(cancelled.actor()));
      case StopReason.TookTooLong timedOut ->
          new Write(new TaskTimedOut(claim.attempt(), timedOut.unheardError()));
      case StopReason.DeadlinePassed passed ->
          new Write(new TaskTimedOut(claim.attempt(), passed.error()));
      case StopReason.Paused _, StopReason.ExecutorStopping _ -> new HandOn();
      case StopReason.LeaseLost _ -> new Abandon();
    };
  }

  private static AttemptDecision stopped(
      TaskClaim claim, HandlerResult.Threw threw, StopReason stop, Circumstances now) {
    return switch (stop) {
      case StopReason.Cancelled cancelled -> new Write(new TaskCancelled(cancelled.actor()));
      case StopReason.Paused paused ->
          new Write(
              isStop(threw.failure()) ? new TaskPaused(paused.actor()) : failed(claim, threw, now));
      case StopReason.TookTooLong timedOut -> new Write(tookTooLong(claim, timedOut.error(), now));
      case StopReason.DeadlinePassed passed ->
          new Write(new TaskTimedOut(claim.attempt(), passed.error()));
      case StopReason.ExecutorStopping _ -> new HandOn();
      case StopReason.LeaseLost _ -> new Abandon();
    };
  }

  private static TaskEvent failed(TaskClaim claim, HandlerResult.Threw threw, Circumstances now) {
    FailureClassifier.Failure failure =
        FailureClassifier.classify(threw.failure(), now.rules(), now.now());
    TaskError error = failure.error();
    return error.retryable() && claim.retriesLeft() > 0
        ? retry(claim, error, failure.retryAfter(), now)
        : new TaskFailed(claim.attempt(), error);
  }

  private static TaskEvent tookTooLong(TaskClaim claim, TaskError error, Circumstances now) {
    return now.policy().retryOnTimeout() && claim.retriesLeft() > 0
        ? retry(claim, error, Optional.empty(), now)
        : new TaskTimedOut(claim.attempt(), error);
  }

  private static TaskEvent retry(
      TaskClaim claim, TaskError error, Optional<Duration> retryAfter, Circumstances now) {
    Instant retryAt =
        now.now()
            .plus(BackoffSchedule.delay(now.policy(), claim.retry() + 1, now.jitter(), retryAfter))
            .truncatedTo(ChronoUnit.MILLIS);
    Instant deadline = claim.request().deadline();
    // Another attempt that could not even begin in time is no attempt.
    return deadline != null && !retryAt.isBefore(deadline)
        ? new TaskTimedOut(claim.attempt(), new StopReason.DeadlinePassed(deadline).error(error))
        : new TaskRetryScheduled(claim.attempt(), error, retryAt);
  }

  private static boolean isStop(Throwable failure) {
    return failure instanceof AttemptStopped || failure instanceof InterruptedException;
  }
}
