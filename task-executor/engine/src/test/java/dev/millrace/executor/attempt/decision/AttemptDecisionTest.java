package dev.millrace.executor.attempt.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.attempt.Attempt;
import dev.millrace.executor.attempt.Attempts;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.RetryRules;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.support.WorkTopic;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptDecisionTest {

  private static final Actor BOB = new Actor(new UserId("bob"), "enough");

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TaskPolicy POLICY = TaskPolicy.STANDARD;
  private static final HandlerResult LOST = new HandlerResult.Threw(new SocketException("reset"));

  private final TaskClaim claim = claim(1, 0);

  @Test
  void aReturnCompletesTheTask() {
    Json result = new Json("{\"rows\":3}");

    assertThat(decide(new HandlerResult.Returned(result, null), null))
        .isEqualTo(new AttemptDecision.Write(new TaskCompleted(1, result, null)));
  }

  @Test
  void aReturnCompletesTheTaskEvenIfItWasAskedToStop() {
    assertThat(decide(new HandlerResult.Returned(null, null), new StopReason.Cancelled(BOB)))
        .isEqualTo(new AttemptDecision.Write(new TaskCompleted(1, null, null)));
  }

  @Test
  void nothingIsWrittenWithoutTheLease() {
    assertThat(decide(new HandlerResult.Returned(null, null), new StopReason.LeaseLost()))
        .isEqualTo(new AttemptDecision.Abandon());
  }

  @Test
  void whateverIsThrownAfterACancelCancels() {
    assertThat(
            decide(
                new HandlerResult.Threw(new IllegalStateException()),
                new StopReason.Cancelled(BOB)))
        .isEqualTo(new AttemptDecision.Write(new TaskCancelled(BOB)));
  }

  @Test
  void aStopAtACheckpointPauses() {
    StopReason pause = new StopReason.Paused(BOB);

    assertThat(decide(new HandlerResult.Threw(new AttemptStopped(pause)), pause))
        .isEqualTo(new AttemptDecision.Write(new TaskPaused(BOB)));
  }

  @Test
  void aFailureBeforeTheCheckpointIsNoPause() {
    assertThat(
            decide(
                new HandlerResult.Threw(new PermanentFailure("no", "no")),
                new StopReason.Paused(BOB)))
        .isInstanceOfSatisfying(
            AttemptDecision.Write.class,
            write -> assertThat(write.event()).isInstanceOf(TaskFailed.class));
  }

  @Test
  void aStopOfTheExecutorBurnsNothing() {
    assertThat(
            decide(
                new HandlerResult.Threw(new InterruptedException()),
                new StopReason.ExecutorStopping()))
        .isEqualTo(new AttemptDecision.HandOn());
  }

  @Test
  void aTransientFailureIsTriedAgainAfterTheBackoff() {
    assertThat(written(decide(LOST, null)))
        .isInstanceOfSatisfying(
            TaskRetryScheduled.class,
            retry -> {
              assertThat(retry.attempt()).isEqualTo(1);
              assertThat(retry.error().code()).isEqualTo("connection-lost");
              assertThat(retry.retryAt()).isEqualTo(NOON.plusSeconds(2));
            });
  }

  @Test
  void laterRetriesWaitLonger() {
    assertThat(written(decide(claim(3, 0), LOST, null, POLICY)))
        .isInstanceOfSatisfying(
            TaskRetryScheduled.class,
            retry -> assertThat(retry.retryAt()).isEqualTo(NOON.plusSeconds(8)));
  }

  @Test
  void retryAfterWins() {
    var busy =
        new HandlerResult.Threw(
            new TransientFailure("busy", "later", Duration.ofSeconds(77), null));

    assertThat(written(decide(busy, null)))
        .isInstanceOfSatisfying(
            TaskRetryScheduled.class,
            retry -> assertThat(retry.retryAt()).isEqualTo(NOON.plusSeconds(77)));
  }

  @Test
  void theLastAttemptFailsTheTask() {
    assertThat(written(decide(claim(4, 0), LOST, null, POLICY)))
        .isInstanceOfSatisfying(
            TaskFailed.class, failed -> assertThat(failed.error().retryable()).isTrue());
  }

  @Test
  void aRedriveForgetsTheAttemptsBeforeIt() {
    assertThat(written(decide(claim(5, 4), LOST, null, POLICY)))
        .isInstanceOfSatisfying(
            TaskRetryScheduled.class,
            retry -> assertThat(retry.retryAt()).isEqualTo(NOON.plusSeconds(2)));
  }

  @Test
  void aPermanentFailureIsNotTriedAgain() {
    assertThat(written(decide(new HandlerResult.Threw(new PermanentFailure("no", "no")), null)))
        .isInstanceOfSatisfying(
            TaskFailed.class, failed -> assertThat(failed.error().retryable()).isFalse());
  }

  @Test
  void aRetryThatWouldMissTheDeadlineTimesTheTaskOut() {
    TaskClaim late = withDeadline(claim, NOON.plusSeconds(2));
    TaskClaim inTime = withDeadline(claim, NOON.plusSeconds(3));

    assertThat(written(decide(late, LOST, null, POLICY)))
        .isInstanceOfSatisfying(
            TaskTimedOut.class,
            timedOut -> assertThat(timedOut.error().code()).isEqualTo("deadline"));
    assertThat(written(decide(inTime, LOST, null, POLICY))).isInstanceOf(TaskRetryScheduled.class);
  }

  @Test
  void anAttemptThatTookTooLongIsTriedAgainWhileTheBudgetLasts() {
    var tooLong = new StopReason.TookTooLong(Duration.ofSeconds(5));
    HandlerResult interrupted = new HandlerResult.Threw(new InterruptedException());

    assertThat(written(decide(interrupted, tooLong)))
        .isInstanceOfSatisfying(
            TaskRetryScheduled.class,
            retry -> assertThat(retry.error().code()).isEqualTo("attempt-timeout"));
    assertThat(written(decide(claim(4, 0), interrupted, tooLong, POLICY)))
        .isInstanceOf(TaskTimedOut.class);
    assertThat(written(decide(claim, interrupted, tooLong, POLICY.failingOnTimeout())))
        .isInstanceOf(TaskTimedOut.class);
  }

  @Test
  void anAttemptThatFinishedAfterItsTimeIsCompleted() {
    assertThat(
            written(
                decide(
                    new HandlerResult.Returned(null, null),
                    new StopReason.TookTooLong(Duration.ofSeconds(5)))))
        .isInstanceOf(TaskCompleted.class);
  }

  @Test
  void aPassedDeadlineEndsTheTaskWhateverItsBudget() {
    assertThat(written(decide(LOST, new StopReason.DeadlinePassed(NOON))))
        .isInstanceOfSatisfying(
            TaskTimedOut.class,
            timedOut -> assertThat(timedOut.error().code()).isEqualTo("deadline"));
  }

  @Test
  void aWishToCancelOutranksATimeOut() {
    Attempt attempt = Attempts.of(claim);
    attempt.stop(new StopReason.TookTooLong(Duration.ofSeconds(5)));
    attempt.stop(new StopReason.Cancelled(BOB));
    attempt.stop(new StopReason.DeadlinePassed(NOON));

    assertThat(attempt.stopReason()).isEqualTo(new StopReason.Cancelled(BOB));
  }

  @Test
  void anAbandonedAttemptThatTookTooLongEndsTheTaskWhateverItsBudget() {
    AttemptDecision decision =
        AttemptDecision.abandoned(claim, new StopReason.TookTooLong(Duration.ofSeconds(5)));

    assertThat(written(decision))
        .isInstanceOfSatisfying(
            TaskTimedOut.class, end -> assertThat(end.error().retryable()).isFalse());
  }

  @Test
  void anAbandonedAttemptThatWasCancelledIsCancelled() {
    assertThat(AttemptDecision.abandoned(claim, new StopReason.Cancelled(BOB)))
        .isEqualTo(new AttemptDecision.Write(new TaskCancelled(BOB)));
  }

  @Test
  void nothingIsWrittenOfAnAbandonedAttemptWithoutTheLease() {
    assertThat(AttemptDecision.abandoned(claim, new StopReason.LeaseLost()))
        .isEqualTo(new AttemptDecision.Abandon());
  }

  private AttemptDecision decide(HandlerResult ending, @Nullable StopReason stop) {
    return decide(claim, ending, stop, POLICY);
  }

  private static AttemptDecision decide(
      TaskClaim claim, HandlerResult ending, @Nullable StopReason stop, TaskPolicy policy) {
    return AttemptDecision.of(
        claim,
        ending,
        stop,
        new AttemptDecision.Circumstances(policy, RetryRules.STANDARD, NOON, 0));
  }

  private static TaskEvent written(AttemptDecision decision) {
    return ((AttemptDecision.Write) decision).event();
  }

  private static TaskClaim withDeadline(TaskClaim claim, Instant deadline) {
    TaskRequested r = claim.request();
    var request =
        new TaskRequested(
            r.type(),
            r.userId(),
            r.priority(),
            r.parameters(),
            null,
            null,
            null,
            null,
            r.maxRetries(),
            null,
            deadline,
            r.retention());
    return new TaskClaim(
        new AcceptedTask(claim.taskId(), claim.task().requestedAt(), request, null),
        claim.attempt(),
        claim.attemptsBefore(),
        claim.epoch(),
        null);
  }

  private static TaskClaim claim(int attempt, int before) {
    var fact = WorkTopic.request(new TaskType("t"), "{}");
    return new TaskClaim(
        new AcceptedTask(fact.taskId(), fact.time(), (TaskRequested) fact.event(), null),
        attempt,
        before,
        attempt,
        null);
  }
}
