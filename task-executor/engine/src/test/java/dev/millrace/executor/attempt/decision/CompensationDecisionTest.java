package dev.millrace.executor.attempt.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.attempt.Attempt;
import dev.millrace.executor.attempt.Attempts;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.RetryRules;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.support.ControlTopic;
import dev.millrace.executor.support.WorkTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the end of an attempt that undid steps means.
class CompensationDecisionTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TaskError ERROR = new TaskError("no-good", "it cannot be stored", false);
  private static final SagaEnd FAILED = new SagaEnd.Failed(ERROR);
  private static final List<SagaState.Step> TWO =
      List.of(
          new SagaState.Step("split", Json.of(true)), new SagaState.Step("nodes", Json.of(true)));

  @Test
  void aTaskEndsAsItWasToEndOnceAllIsUndone() {
    assertThat(event(claim(2, 0), new SagaState(List.of(), FAILED, 2), null))
        .isEqualTo(new TaskFailed(2, ERROR));
    assertThat(event(claim(2, 0), new SagaState(List.of(), new SagaEnd.Cancelled(null), 2), null))
        .isEqualTo(new TaskCancelled(null));
    assertThat(event(claim(2, 0), new SagaState(List.of(), new SagaEnd.TimedOut(ERROR), 2), null))
        .isEqualTo(new TaskTimedOut(2, ERROR));
  }

  @Test
  void aFailedCompensationIsTriedAgainWithABudgetOfItsOwn() {
    // The fourth attempt was the last one forward.
    SagaState left = new SagaState(TWO, FAILED, 4);

    assertThat(event(claim(4, 0), left, refused()))
        .isInstanceOfSatisfying(
            TaskRetryScheduled.class,
            retry -> {
              assertThat(retry.error().code()).isEqualTo("compensation-failed");
              assertThat(retry.error().message()).contains("'nodes'", "the store is read-only");
              assertThat(retry.retryAt()).isEqualTo(NOON.plus(Duration.ofSeconds(2)));
            });
    assertThat(event(claim(6, 0), left, refused())).isInstanceOf(TaskRetryScheduled.class);
  }

  @Test
  void afterItsRetriesTheTaskFailsAndSaysWhatIsLeft() {
    assertThat(event(claim(7, 0), new SagaState(TWO, FAILED, 4), refused()))
        .isInstanceOfSatisfying(
            TaskFailed.class,
            failed ->
                assertThat(failed.error().message())
                    .contains("nodes, split", "the store is read-only", "it cannot be stored"));
  }

  @Test
  void aRedriveBringsAFreshBudget() {
    assertThat(event(claim(8, 7), new SagaState(TWO, FAILED, 4), refused()))
        .isInstanceOf(TaskRetryScheduled.class);
  }

  @Test
  void anExecutorThatStopsOrLostItsLeaseLeavesTheRestToOthers() {
    SagaState left = new SagaState(TWO, FAILED, 1);

    assertThat(decide(claim(1, 0), left, refused(), new StopReason.ExecutorStopping()))
        .isEqualTo(new AttemptDecision.HandOn());
    assertThat(
            decide(
                claim(1, 0), new SagaState(List.of(), FAILED, 1), null, new StopReason.LeaseLost()))
        .isEqualTo(new AttemptDecision.Abandon());
  }

  @Test
  void nobodysWishStopsAnUndoing() {
    Attempt undoing = Attempts.of(claim(1, 0)).undoing(null);
    undoing.stop(new StopReason.DeadlinePassed(NOON));
    undoing.stop(new StopReason.Paused(ControlTopic.BOB));
    undoing.stop(new StopReason.Cancelled(ControlTopic.BOB));

    assertThat(undoing.stopReason()).isNull();

    undoing.stop(new StopReason.LeaseLost());
    assertThat(undoing.stopReason()).isEqualTo(new StopReason.LeaseLost());
  }

  private static Object event(TaskClaim claim, SagaState left, @Nullable Throwable failure) {
    return ((AttemptDecision.Write) decide(claim, left, failure, null)).event();
  }

  private static AttemptDecision decide(
      TaskClaim claim, SagaState left, @Nullable Throwable failure, @Nullable StopReason stop) {
    return CompensationDecision.of(
        claim,
        left,
        failure,
        stop,
        new AttemptDecision.Circumstances(TaskPolicy.STANDARD, RetryRules.STANDARD, NOON, 0));
  }

  private static Throwable refused() {
    return new PermanentFailure("refused", "the store is read-only");
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
