package dev.millrace.executor.store;

import static dev.millrace.executor.store.TwoExecutors.claim;
import static dev.millrace.executor.store.TwoExecutors.completed;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.saga.SagaWork;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store guarantees of what an attempt writes until it ends.
public interface OutcomeContract extends TwoExecutors {

  @Test
  default void anOutcomeEndsTheTaskAfterItsLastProgress() {
    TaskClaim claim = claim(anne());
    Progress last = new Progress(3, 3L, null, null);

    assertThat(anne().finish(List.of(completed(claim, last)))).isEmpty();

    assertThat(eventsOf(claim.taskId()))
        .containsExactly(
            new TaskStarted(1, 1, ANNE),
            new TaskProgressed(last),
            new TaskCompleted(1, null, null));
    assertThat(sequencesOf(claim.taskId())).containsExactly(1L, 2L, 3L);
  }

  @Test
  default void aTaskEndsOnce() {
    TaskClaim claim = claim(anne());
    Outcome outcome = completed(claim, null);
    anne().finish(List.of(outcome));

    assertThat(anne().finish(List.of(outcome))).containsExactly(outcome);
    assertThat(eventsOf(claim.taskId())).hasSize(2);
  }

  @Test
  default void progressIsToldOnlyByTheOwner() {
    TaskClaim mine = claim(anne());
    TaskClaim lost = claim(anne());
    anne().finish(List.of(completed(lost, null)));
    Progress progress = new Progress(1, null, "one", null);

    anne()
        .progress(List.of(new ProgressReport(mine, progress), new ProgressReport(lost, progress)));

    assertThat(eventsOf(mine.taskId())).endsWith(new TaskProgressed(progress));
    assertThat(eventsOf(lost.taskId())).hasSize(2);
  }

  @Test
  default void aFailingCommitLeavesTheCheckpointAsItWas() throws Exception {
    TaskClaim claim = claim(anne());
    anne().commit(claim, CHECKPOINT, TransactionalWork.NONE);

    assertThatThrownBy(() ->
            anne()
                .commit(
                    claim,
                    new Json("{\"row\":1000}"),
                    _ -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    expire(ANNE);
    assertThat(ben().takeOver(TYPE, 10, 3))
        .extracting(TaskClaim::checkpoint)
        .singleElement()
        .isEqualTo(CHECKPOINT);
  }

  /// An abandoned handler may be within a step when the way back begins, under the same epoch.
  @Test
  default void aStepForwardIsRefusedOnceTheSagaIsOnItsWayBack() throws Exception {
    TaskClaim claim = claim(anne());
    assertThat(anne().step(claim, _ -> forward(1))).isEqualTo(RunStore.Verdict.WRITTEN);
    anne().unwind(claim, new SagaEnd.Cancelled(new Actor(new UserId("bob"), null)));

    assertThat(anne().step(claim, _ -> forward(2))).isEqualTo(RunStore.Verdict.REFUSED);

    expire(ANNE);
    assertThat(ben().takeOver(TYPE, 10, 3))
        .singleElement()
        .satisfies(next -> {
          assertThat(requireNonNull(next.saga()).unwinds()).isTrue();
          assertThat(next.saga().steps()).hasSize(1);
        });
  }

  private static SagaWork.Written forward(int steps) {
    List<SagaState.Step> done =
        IntStream.rangeClosed(1, steps)
            .mapToObj(step -> new SagaState.Step("step " + step, new Json("true")))
            .toList();
    return new SagaWork.Written(
        new SagaState(done, null, 0), new TaskStepCompleted("step " + steps, steps - 1));
  }
}
