package dev.millrace.executor.attempt.decision;

import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskError;
import dev.millrace.executor.retry.BackoffSchedule;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.TaskClaim;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the end of an attempt that undid a saga's steps means for its task. Pure.
public final class CompensationDecision {

  /// The error of a task whose steps could not all be undone.
  static final String COMPENSATION_FAILED = "compensation-failed";

  private CompensationDecision() {}

  /// Decides.
  ///
  /// Every failure of a compensation is tried again, as often as the type's policy or the task
  /// itself allows, whichever is more: half an undoing is worse than a late one, so neither a
  /// deadline nor a permanent error ends it early.
  ///
  /// @param left where the saga stands: what is not undone
  /// @param failure what the last compensation threw; null when all of them are through
  public static AttemptDecision of(
      TaskClaim claim,
      SagaState left,
      @Nullable Throwable failure,
      @Nullable StopReason stop,
      AttemptDecision.Circumstances now) {
    SagaEnd end = left.end();
    if (end == null || stop instanceof StopReason.LeaseLost) {
      return new AttemptDecision.Abandon();
    }
    if (failure == null) {
      return new AttemptDecision.Write(
          end.event(claim.attempt()),
          end.byTakeovers() ? Outcome.Cause.TAKEOVERS : Outcome.Cause.ATTEMPT);
    }
    if (stop instanceof StopReason.ExecutorStopping) {
      return new AttemptDecision.HandOn();
    }
    FailureClassifier.Failure why = FailureClassifier.classify(failure, now.rules(), now.now());
    TaskError error =
        stop instanceof StopReason.TookTooLong tooLong ? tooLong.error() : why.error();
    int retry = claim.attempt() - Math.max(left.endedIn(), claim.attemptsBefore() + 1) + 1;
    if (retry > budget(now.policy(), claim)) {
      return new AttemptDecision.Write(new TaskFailed(claim.attempt(), givenUp(left, error, end)));
    }
    Instant retryAt =
        now.now()
            .plus(BackoffSchedule.delay(now.policy(), retry, now.jitter(), why.retryAfter()))
            .truncatedTo(ChronoUnit.MILLIS);
    return new AttemptDecision.Write(
        new TaskRetryScheduled(claim.attempt(), notYet(left, error), retryAt));
  }

  private static int budget(TaskPolicy policy, TaskClaim claim) {
    return Math.max(policy.maxRetries(), claim.request().maxRetries());
  }

  private static TaskError notYet(SagaState left, TaskError error) {
    return new TaskError(
        COMPENSATION_FAILED,
        String.format(
            Locale.ROOT,
            "step '%s' could not be undone yet: %s",
            left.steps().getLast().name(),
            error.message()),
        true);
  }

  /// Retryable: an explicit retry goes on undoing where this stopped.
  private static TaskError givenUp(SagaState left, TaskError error, SagaEnd end) {
    return new TaskError(
        COMPENSATION_FAILED,
        String.format(
            Locale.ROOT,
            "these steps are not undone: %s; the first of them failed with: %s; the task was %s",
            left.left(),
            error.message(),
            because(end)),
        true);
  }

  private static String because(SagaEnd end) {
    TaskError reason = end.reason();
    return reason == null ? "cancelled" : "to end with " + reason.code() + ": " + reason.message();
  }

  /// How the task is about to end; empty where it goes on, or where nothing is to be undone.
  public static Optional<SagaEnd> endOf(AttemptDecision decision) {
    return decision instanceof AttemptDecision.Write(TaskEvent.Final event, _)
        ? SagaEnd.of(event)
        : Optional.empty();
  }
}
