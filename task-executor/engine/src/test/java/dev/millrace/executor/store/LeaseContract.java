package dev.millrace.executor.store;

import static dev.millrace.executor.store.TwoExecutors.claim;
import static dev.millrace.executor.store.TwoExecutors.completed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.TransactionalWork;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What every store guarantees when a task passes from one executor to another.
public interface LeaseContract extends TwoExecutors {

  @Test
  default void aLivingExecutorKeepsItsTasks() {
    claim(anne());

    assertThat(ben().orphaned()).isEmpty();
    assertThat(ben().takeOver(TYPE, 10, 3)).isEmpty();
  }

  @Test
  default void anExpiredLeaseHandsTheTaskOverWithItsCheckpoint() throws Exception {
    TaskClaim claim = claim(anne());
    anne().commit(claim, CHECKPOINT, TransactionalWork.NONE);
    expire(ANNE);

    assertThat(ben().orphaned()).containsExactly(TYPE);
    assertThat(ben().takeOver(TYPE, 10, 3))
        .containsExactly(new TaskClaim(claim.task(), 1, 0, 2, CHECKPOINT));
    assertThat(ben().orphaned()).isEmpty();
    assertThat(eventsOf(claim.taskId())).endsWith(new TaskTakenOver(1, 2, BEN, ANNE, 1));
  }

  @Test
  default void theFormerOwnerWritesNothingAnyMore() throws Exception {
    TaskClaim claim = claim(anne());
    expire(ANNE);
    ben().takeOver(TYPE, 10, 3);
    AtomicBoolean worked = new AtomicBoolean();
    int before = facts().size();

    assertThat(anne().commit(claim, CHECKPOINT, _ -> worked.set(true)))
        .isEqualTo(RunStore.Verdict.REFUSED);
    Outcome late = completed(claim, null);
    assertThat(anne().finish(List.of(late))).containsExactly(late);
    anne().progress(List.of(new ProgressReport(claim, new Progress(1, null, null, null))));

    assertThat(facts()).hasSize(before);
  }

  @Test
  default void aLapsedExecutorLearnsWhatItStillOwns() {
    TaskClaim lost = claim(anne());
    TaskClaim kept = claim(anne());
    expire(ANNE);
    int taken = ben().takeOver(TYPE, 1, 3).size();

    Map<TaskId, Integer> remaining = anne().renew().remaining().orElseThrow();

    assertThat(taken).isEqualTo(1);
    assertThat(remaining).hasSize(1);
    assertThat(List.of(lost.taskId(), kept.taskId())).containsAll(remaining.keySet());
    assertThat(anne().renew().remaining()).isEmpty();
  }

  @Test
  default void aReleaseIsNoCrash() {
    TaskClaim claim = claim(anne());
    anne().release();

    assertThat(ben().takeOver(TYPE, 10, 3)).hasSize(1);
    assertThat(eventsOf(claim.taskId())).endsWith(new TaskTakenOver(1, 2, BEN, ANNE, 0));
  }

  @Test
  default void aTaskThatIsHandedOnGoesOnElsewhereAtOnceWithItsCheckpoint() throws Exception {
    TaskClaim claim = claim(anne());
    TaskClaim kept = claim(anne());
    anne().commit(claim, CHECKPOINT, TransactionalWork.NONE);

    anne().handOver(Map.of(claim.taskId(), claim.epoch()));

    assertThat(ben().takeOver(TYPE, 10, 3))
        .containsExactly(new TaskClaim(claim.task(), 1, 0, 2, CHECKPOINT));
    assertThat(eventsOf(claim.taskId())).endsWith(new TaskTakenOver(1, 2, BEN, ANNE, 0));
    assertThat(anne().commit(kept, CHECKPOINT, TransactionalWork.NONE))
        .isEqualTo(RunStore.Verdict.WRITTEN);
  }

  @Test
  default void anExecutorIsToldWhatItHolds() {
    TaskClaim ended = claim(anne());
    TaskClaim held = claim(anne());
    claim(ben());
    anne().finish(List.of(completed(ended, null)));

    assertThat(anne().held()).isEqualTo(Map.of(held.taskId(), held.epoch()));
  }

  @Test
  default void aTaskThatSomebodyElseOwnsIsNotHandedOn() {
    TaskClaim lost = claim(anne());
    expire(ANNE);
    ben().takeOver(TYPE, 10, 3);

    anne().handOver(Map.of(lost.taskId(), lost.epoch()));

    anne().renew();
    assertThat(anne().orphaned()).isEmpty();
  }

  @Test
  default void aTaskThatTooManyExecutorsDiedOfFails() {
    TaskClaim claim = claim(anne());
    expire(ANNE);

    assertThat(ben().takeOver(TYPE, 10, 0)).isEmpty();

    assertThat(eventsOf(claim.taskId()).getLast())
        .isInstanceOfSatisfying(
            TaskFailed.class,
            failed -> assertThat(failed.error().code()).isEqualTo("executor-killer"));
    assertThat(anne().finish(List.of(completed(claim, null)))).hasSize(1);
    assertThat(ben().orphaned()).isEmpty();
  }
}
