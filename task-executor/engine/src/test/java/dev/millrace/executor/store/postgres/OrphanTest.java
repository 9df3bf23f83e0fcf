package dev.millrace.executor.store.postgres;

import static dev.millrace.executor.support.ControlTopic.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskError;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.TwoExecutors;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What becomes of a task whose executor vanished.
class OrphanTest {

  private static final int MAX = 3;
  private static final SagaEnd FAILED = new SagaEnd.Failed(new TaskError("bad", "no", false));
  private static final SagaState FORWARD =
      new SagaState(List.of(new SagaState.Step("split", Json.of(true))), null, 0);
  private static final SagaState BACK = FORWARD.unwinding(FAILED, 1);

  @Test
  void aTaskWithoutASagaGoesOnOrEnds() {
    assertThat(end(orphan(null, 1, null))).isEmpty();
    assertThat(end(orphan(null, 1, BOB))).contains(new TaskCancelled(BOB));
    assertThat(end(orphan(null, MAX + 1, null))).containsInstanceOf(TaskFailed.class);
  }

  @Test
  void aCancelledTaskWithStepsIsRunBackwardInsteadOfBeingEnded() {
    Orphan orphan = orphan(FORWARD, 1, BOB);

    assertThat(orphan.end(MAX)).isEmpty();
    assertThat(orphan.next(MAX).saga()).isEqualTo(FORWARD.unwinding(new SagaEnd.Cancelled(BOB), 1));
  }

  @Test
  void aTaskThatKillsExecutorsIsRunBackwardOnce() {
    SagaState back = orphan(FORWARD, MAX + 1, null).next(MAX).saga();

    assertThat(orphan(FORWARD, MAX + 1, null).end(MAX)).isEmpty();
    assertThat(back).isNotNull();
    assertThat(back.unwinds()).isTrue();
    assertThat(end(orphan(back, MAX + 1, null)))
        .get()
        .isInstanceOfSatisfying(
            TaskFailed.class,
            failed -> assertThat(failed.error().message()).contains("not undone: split"));
  }

  @Test
  void aTaskOnItsWayBackKeepsItsReasonWhoeverCancelsIt() {
    Orphan orphan = orphan(BACK, 1, BOB);

    assertThat(orphan.end(MAX)).isEmpty();
    assertThat(orphan.next(MAX).saga()).isEqualTo(BACK);
  }

  @Test
  void aTaskWhoseStepsAreAllUndoneIsRunForItsEndAlone() {
    SagaState undone = new SagaState(List.of(), FAILED, 1);

    assertThat(orphan(undone, 1, null).end(MAX)).isEmpty();
    assertThat(orphan(undone, 1, null).next(MAX).saga()).isEqualTo(undone);
  }

  private static Optional<TaskEvent> end(Orphan orphan) {
    return orphan.end(MAX).map(TakeoverEnds.End::event);
  }

  private static Orphan orphan(
      @Nullable SagaState saga, int takeovers, @Nullable Actor cancelling) {
    TaskClaim claim = new TaskClaim(TwoExecutors.item().task(), 1, 0, 2, null, saga);
    return new Orphan(claim, new ExecutorId("anne"), takeovers, cancelling);
  }
}
