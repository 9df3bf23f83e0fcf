package dev.millrace.executor.store;

import static dev.millrace.executor.store.TwoExecutors.claim;
import static dev.millrace.executor.store.TwoExecutors.completed;
import static dev.millrace.executor.store.TwoExecutors.continued;
import static dev.millrace.executor.store.TwoExecutors.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskError;
import dev.millrace.executor.handler.TransactionalWork;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every store guarantees of claims: each task is started once, by an executor that lives.
public interface ClaimContract extends TwoExecutors {

  @Test
  default void aClaimStartsTheTask() {
    WorkItem.Requested item = item();

    assertThat(anne().claim(List.of(item)))
        .containsExactly(new TaskClaim(item.task(), 1, 0, 1, null));
    assertThat(eventsOf(item.taskId())).containsExactly(new TaskStarted(1, 1, ANNE));
  }

  @Test
  default void aTaskIsClaimedOnce() {
    WorkItem.Requested item = item();
    WorkItem fresh = item();
    anne().claim(List.of(item, item));

    assertThat(anne().claim(List.of(item))).isEmpty();
    assertThat(ben().claim(List.of(item, fresh)))
        .extracting(TaskClaim::taskId)
        .containsExactly(fresh.taskId());
    assertThat(eventsOf(item.taskId())).hasSize(1);
  }

  @Test
  default void aTaskThatNoClaimCanStoreFailsOnce() {
    WorkItem.Requested item = item();
    TaskError why = new TaskError("unstorable", "too odd", false);

    assertThat(anne().refuse(item, why)).isTrue();
    assertThat(ben().refuse(item, why)).isFalse();

    assertThat(eventsOf(item.taskId())).containsExactly(new TaskFailed(0, why));
    assertThat(sequencesOf(item.taskId())).containsExactly(1L);
    assertThat(anne().claim(List.of(item))).isEmpty();
  }

  @Test
  default void aTaskThatSomebodyHasClaimedIsNotRefused() {
    WorkItem.Requested item = item();
    anne().claim(List.of(item));

    assertThat(ben().refuse(item, new TaskError("unstorable", "too odd", false))).isFalse();
    assertThat(eventsOf(item.taskId())).hasSize(1);
  }

  @Test
  default void aTaskThatWaitsAndCannotGoOnFailsUnlessItHasMovedOn() {
    TaskClaim claim = claim(anne());
    TaskError why = new TaskError("unstorable", "too odd", false);
    WorkItem next = continued(retryLater(claim));
    Fact begun = facts().getFirst();

    assertThat(ben().refuse(continued(begun), why)).isFalse();
    assertThat(ben().refuse(next, why)).isTrue();
    assertThat(anne().refuse(next, why)).isFalse();

    assertThat(eventsOf(claim.taskId()).getLast()).isEqualTo(new TaskFailed(0, why));
    assertThat(anne().claim(List.of(next))).isEmpty();
  }

  @Test
  default void nobodyClaimsWithoutAValidLease() {
    expire(ANNE);

    assertThatThrownBy(() -> anne().claim(List.of(item()))).isInstanceOf(LeaseLapsed.class);
    assertThat(facts()).isEmpty();
  }

  @Test
  default void aTaskThatIsOverBeforeItIsClaimedEndsWithItsClaim() {
    WorkItem.Requested item = item();
    TaskClaim claim = TaskClaim.first(item.task());

    assertThat(anne().claimBegun(List.of(begun(item, completed(claim, null)))))
        .containsExactly(item.taskId());

    assertThat(eventsOf(item.taskId()))
        .containsExactly(new TaskStarted(1, 1, ANNE), new TaskCompleted(1, null, null));
    assertThat(sequencesOf(item.taskId())).containsExactly(1L, 2L);
    assertThat(ben().claim(List.of(item))).isEmpty();
    assertThat(anne().finish(List.of(completed(claim, null)))).hasSize(1);
  }

  @Test
  default void theLastProgressOfSuchATaskIsToldBeforeItsEnd() {
    WorkItem.Requested item = item();
    Progress last = new Progress(7, 10L, null, null);

    anne().claimBegun(List.of(begun(item, completed(TaskClaim.first(item.task()), last))));

    assertThat(eventsOf(item.taskId()))
        .containsExactly(
            new TaskStarted(1, 1, ANNE),
            new TaskProgressed(last),
            new TaskCompleted(1, null, null));
    assertThat(sequencesOf(item.taskId())).containsExactly(1L, 2L, 3L);
  }

  @Test
  default void aBegunTaskThatGoesOnIsClaimedBesideOneThatIsOver() {
    WorkItem.Requested over = item();
    WorkItem.Requested goesOn = item();
    TaskClaim claim = TaskClaim.first(goesOn.task());

    anne()
        .claimBegun(
            List.of(
                begun(goesOn, null), begun(over, completed(TaskClaim.first(over.task()), null))));

    assertThat(eventsOf(goesOn.taskId())).containsExactly(new TaskStarted(1, 1, ANNE));
    assertThat(anne().finish(List.of(completed(claim, null)))).isEmpty();
    assertThat(sequencesOf(goesOn.taskId())).containsExactly(1L, 2L);
  }

  @Test
  default void aTaskThatFailedBeforeItIsClaimedIsTriedAgain() {
    WorkItem.Requested item = item();
    var retry = new TaskRetryScheduled(1, new TaskError("slow", "slow", true), Instant.now());
    Outcome end = new Outcome(TaskClaim.first(item.task()), Instant.now(), retry, null);

    anne().claimBegun(List.of(begun(item, end)));

    assertThat(ben().claim(List.of(continued(facts().getLast()))))
        .containsExactly(new TaskClaim(item.task(), 2, 0, 2, null));
  }

  @Test
  default void whatSomebodyElseHasClaimedDoesNotEndWithALaterClaim() {
    WorkItem.Requested item = item();
    ben().claim(List.of(item));

    assertThat(
            anne().claimBegun(List.of(begun(item, completed(TaskClaim.first(item.task()), null)))))
        .isEmpty();
    assertThat(eventsOf(item.taskId())).containsExactly(new TaskStarted(1, 1, BEN));
  }

  @Test
  default void nobodyEndsABegunTaskWithoutAValidLease() {
    WorkItem.Requested item = item();
    expire(ANNE);

    assertThatThrownBy(() ->
            anne().claimBegun(List.of(begun(item, completed(TaskClaim.first(item.task()), null)))))
        .isInstanceOf(LeaseLapsed.class);
    assertThat(facts()).isEmpty();
  }

  private static BegunTask begun(WorkItem.Requested item, @Nullable Outcome end) {
    return new BegunTask(item, Instant.now(), end);
  }

  @Test
  default void aRetryIsTheNextAttemptUnderTheNextEpoch() throws Exception {
    TaskClaim claim = claim(anne());
    anne().commit(claim, CHECKPOINT, TransactionalWork.NONE);
    Fact scheduled = retryLater(claim);

    assertThat(ben().claim(List.of(continued(scheduled))))
        .containsExactly(new TaskClaim(claim.task(), 2, 0, 2, CHECKPOINT));
    assertThat(eventsOf(claim.taskId())).endsWith(new TaskStarted(2, 2, BEN));
    assertThat(sequencesOf(claim.taskId())).containsExactly(1L, 2L, 3L);
  }

  @Test
  default void aRetryIsClaimedOnce() {
    Fact scheduled = retryLater(claim(anne()));
    WorkItem again = continued(scheduled);
    anne().claim(List.of(again, again));

    assertThat(ben().claim(List.of(again))).isEmpty();
    assertThat(eventsOf(scheduled.taskId())).hasSize(3);
  }

  @Test
  default void aFactThatTheTaskHasOutlivedStartsNothing() {
    TaskClaim claim = claim(anne());
    Fact first = retryLater(claim);
    TaskClaim second = anne().claim(List.of(continued(first))).getFirst();
    retryLater(second);

    assertThat(ben().claim(List.of(continued(first)))).isEmpty();
  }

  @Test
  default void aTaskThatEndedIsNotStartedByAnOldRetry() {
    Fact scheduled = retryLater(claim(anne()));
    TaskClaim second = anne().claim(List.of(continued(scheduled))).getFirst();
    anne().finish(List.of(completed(second, null)));

    assertThat(ben().claim(List.of(continued(scheduled)))).isEmpty();
  }

  @Test
  default void nobodyClaimsARetryWithoutAValidLease() {
    Fact scheduled = retryLater(claim(anne()));
    expire(BEN);

    assertThatThrownBy(() -> ben().claim(List.of(continued(scheduled))))
        .isInstanceOf(LeaseLapsed.class);
  }
}
