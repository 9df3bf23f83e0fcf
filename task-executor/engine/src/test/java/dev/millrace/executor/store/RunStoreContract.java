package dev.millrace.executor.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.saga.SagaWork;
import dev.millrace.executor.support.WorkTopic;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every journal guarantees.
public abstract class RunStoreContract {

  protected static final ExecutorId ANNE = new ExecutorId("anne");
  protected static final ExecutorId BEN = new ExecutorId("ben");
  private static final TaskType TYPE = new TaskType("t");
  private static final Json CHECKPOINT = new Json("{\"row\":500}");

  private RunStore anne;
  private RunStore ben;

  /// The hand of one executor in the journal that all of a test share.
  protected abstract RunStore journalOf(ExecutorId executor);

  /// Lets the lease of an executor run out.
  protected abstract void expire(ExecutorId executor);

  protected abstract List<Fact> facts();

  @BeforeEach
  void twoExecutors() {
    anne = journalOf(ANNE);
    ben = journalOf(BEN);
    anne.renew();
    ben.renew();
  }

  @Test
  void aClaimStartsTheTask() {
    WorkItem.Requested item = item();

    assertThat(anne.claim(List.of(item)))
        .containsExactly(new TaskClaim(item.task(), 1, 0, 1, null));
    assertThat(eventsOf(item.taskId())).containsExactly(new TaskStarted(1, 1, ANNE));
  }

  @Test
  void aTaskIsClaimedOnce() {
    WorkItem.Requested item = item();
    WorkItem fresh = item();
    anne.claim(List.of(item, item));

    assertThat(anne.claim(List.of(item))).isEmpty();
    assertThat(ben.claim(List.of(item, fresh)))
        .extracting(TaskClaim::taskId)
        .containsExactly(fresh.taskId());
    assertThat(eventsOf(item.taskId())).hasSize(1);
  }

  @Test
  void aTaskThatNoClaimCanStoreFailsOnce() {
    WorkItem.Requested item = item();
    TaskError why = new TaskError("unstorable", "too odd", false);

    assertThat(anne.refuse(item, why)).isTrue();
    assertThat(ben.refuse(item, why)).isFalse();

    assertThat(eventsOf(item.taskId())).containsExactly(new TaskFailed(0, why));
    assertThat(sequencesOf(item.taskId())).containsExactly(1L);
    assertThat(anne.claim(List.of(item))).isEmpty();
  }

  @Test
  void aTaskThatSomebodyHasClaimedIsNotRefused() {
    WorkItem.Requested item = item();
    anne.claim(List.of(item));

    assertThat(ben.refuse(item, new TaskError("unstorable", "too odd", false))).isFalse();
    assertThat(eventsOf(item.taskId())).hasSize(1);
  }

  @Test
  void aTaskThatWaitsAndCannotGoOnFailsUnlessItHasMovedOn() {
    TaskClaim claim = claim(anne);
    TaskError why = new TaskError("unstorable", "too odd", false);
    WorkItem next = continued(retryLater(claim));
    Fact begun = facts().getFirst();

    assertThat(ben.refuse(continued(begun), why)).isFalse();
    assertThat(ben.refuse(next, why)).isTrue();
    assertThat(anne.refuse(next, why)).isFalse();

    assertThat(eventsOf(claim.taskId()).getLast()).isEqualTo(new TaskFailed(0, why));
    assertThat(anne.claim(List.of(next))).isEmpty();
  }

  @Test
  void nobodyClaimsWithoutAValidLease() {
    expire(ANNE);

    assertThatThrownBy(() -> anne.claim(List.of(item()))).isInstanceOf(LeaseLapsed.class);
    assertThat(facts()).isEmpty();
  }

  @Test
  void anOutcomeEndsTheTaskAfterItsLastProgress() {
    TaskClaim claim = claim(anne);
    Progress last = new Progress(3, 3L, null, null);

    assertThat(anne.finish(List.of(completed(claim, last)))).isEmpty();

    assertThat(eventsOf(claim.taskId()))
        .containsExactly(
            new TaskStarted(1, 1, ANNE),
            new TaskProgressed(last),
            new TaskCompleted(1, null, null));
    assertThat(sequencesOf(claim.taskId())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aTaskEndsOnce() {
    TaskClaim claim = claim(anne);
    Outcome outcome = completed(claim, null);
    anne.finish(List.of(outcome));

    assertThat(anne.finish(List.of(outcome))).containsExactly(outcome);
    assertThat(eventsOf(claim.taskId())).hasSize(2);
  }

  @Test
  void progressIsToldOnlyByTheOwner() {
    TaskClaim mine = claim(anne);
    TaskClaim lost = claim(anne);
    anne.finish(List.of(completed(lost, null)));
    Progress progress = new Progress(1, null, "one", null);

    anne.progress(List.of(new ProgressReport(mine, progress), new ProgressReport(lost, progress)));

    assertThat(eventsOf(mine.taskId())).endsWith(new TaskProgressed(progress));
    assertThat(eventsOf(lost.taskId())).hasSize(2);
  }

  @Test
  void aLivingExecutorKeepsItsTasks() {
    claim(anne);

    assertThat(ben.orphaned()).isEmpty();
    assertThat(ben.takeOver(TYPE, 10, 3)).isEmpty();
  }

  @Test
  void anExpiredLeaseHandsTheTaskOverWithItsCheckpoint() throws Exception {
    TaskClaim claim = claim(anne);
    anne.commit(claim, CHECKPOINT, TransactionalWork.NONE);
    expire(ANNE);

    assertThat(ben.orphaned()).containsExactly(TYPE);
    assertThat(ben.takeOver(TYPE, 10, 3))
        .containsExactly(new TaskClaim(claim.task(), 1, 0, 2, CHECKPOINT));
    assertThat(ben.orphaned()).isEmpty();
    assertThat(eventsOf(claim.taskId())).endsWith(new TaskTakenOver(1, 2, BEN, ANNE, 1));
  }

  @Test
  void theFormerOwnerWritesNothingAnyMore() throws Exception {
    TaskClaim claim = claim(anne);
    expire(ANNE);
    ben.takeOver(TYPE, 10, 3);
    AtomicBoolean worked = new AtomicBoolean();
    int before = facts().size();

    assertThat(anne.commit(claim, CHECKPOINT, _ -> worked.set(true)))
        .isEqualTo(RunStore.Verdict.REFUSED);
    Outcome late = completed(claim, null);
    assertThat(anne.finish(List.of(late))).containsExactly(late);
    anne.progress(List.of(new ProgressReport(claim, new Progress(1, null, null, null))));

    assertThat(facts()).hasSize(before);
  }

  @Test
  void aLapsedExecutorLearnsWhatItStillOwns() {
    TaskClaim lost = claim(anne);
    TaskClaim kept = claim(anne);
    expire(ANNE);
    int taken = ben.takeOver(TYPE, 1, 3).size();

    Map<TaskId, Integer> remaining = anne.renew().remaining().orElseThrow();

    assertThat(taken).isEqualTo(1);
    assertThat(remaining).hasSize(1);
    assertThat(List.of(lost.taskId(), kept.taskId())).containsAll(remaining.keySet());
    assertThat(anne.renew().remaining()).isEmpty();
  }

  @Test
  void aReleaseIsNoCrash() {
    TaskClaim claim = claim(anne);
    anne.release();

    assertThat(ben.takeOver(TYPE, 10, 3)).hasSize(1);
    assertThat(eventsOf(claim.taskId())).endsWith(new TaskTakenOver(1, 2, BEN, ANNE, 0));
  }

  @Test
  void aTaskThatIsHandedOnGoesOnElsewhereAtOnceWithItsCheckpoint() throws Exception {
    TaskClaim claim = claim(anne);
    TaskClaim kept = claim(anne);
    anne.commit(claim, CHECKPOINT, TransactionalWork.NONE);

    anne.handOver(List.of(claim));

    assertThat(ben.takeOver(TYPE, 10, 3))
        .containsExactly(new TaskClaim(claim.task(), 1, 0, 2, CHECKPOINT));
    assertThat(eventsOf(claim.taskId())).endsWith(new TaskTakenOver(1, 2, BEN, ANNE, 0));
    assertThat(anne.commit(kept, CHECKPOINT, TransactionalWork.NONE))
        .isEqualTo(RunStore.Verdict.WRITTEN);
  }

  @Test
  void aTaskThatSomebodyElseOwnsIsNotHandedOn() {
    TaskClaim lost = claim(anne);
    expire(ANNE);
    ben.takeOver(TYPE, 10, 3);

    anne.handOver(List.of(lost));

    anne.renew();
    assertThat(anne.orphaned()).isEmpty();
  }

  @Test
  void aFailingCommitLeavesTheCheckpointAsItWas() throws Exception {
    TaskClaim claim = claim(anne);
    anne.commit(claim, CHECKPOINT, TransactionalWork.NONE);

    assertThatThrownBy(() ->
            anne.commit(
                claim,
                new Json("{\"row\":1000}"),
                _ -> {
                  throw new IllegalStateException("no");
                }))
        .hasMessage("no");

    expire(ANNE);
    assertThat(ben.takeOver(TYPE, 10, 3))
        .extracting(TaskClaim::checkpoint)
        .singleElement()
        .isEqualTo(CHECKPOINT);
  }

  /// An abandoned handler may be within a step when the way back begins, under the same epoch.
  @Test
  void aStepForwardIsRefusedOnceTheSagaIsOnItsWayBack() throws Exception {
    TaskClaim claim = claim(anne);
    assertThat(anne.step(claim, _ -> forward(1))).isEqualTo(RunStore.Verdict.WRITTEN);
    anne.unwind(claim, new SagaEnd.Cancelled(new Actor(new UserId("bob"), null)));

    assertThat(anne.step(claim, _ -> forward(2))).isEqualTo(RunStore.Verdict.REFUSED);

    expire(ANNE);
    assertThat(ben.takeOver(TYPE, 10, 3))
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

  @Test
  void aRetryIsTheNextAttemptUnderTheNextEpoch() throws Exception {
    TaskClaim claim = claim(anne);
    anne.commit(claim, CHECKPOINT, TransactionalWork.NONE);
    Fact scheduled = retryLater(claim);

    assertThat(ben.claim(List.of(continued(scheduled))))
        .containsExactly(new TaskClaim(claim.task(), 2, 0, 2, CHECKPOINT));
    assertThat(eventsOf(claim.taskId())).endsWith(new TaskStarted(2, 2, BEN));
    assertThat(sequencesOf(claim.taskId())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aRetryIsClaimedOnce() {
    Fact scheduled = retryLater(claim(anne));
    WorkItem again = continued(scheduled);
    anne.claim(List.of(again, again));

    assertThat(ben.claim(List.of(again))).isEmpty();
    assertThat(eventsOf(scheduled.taskId())).hasSize(3);
  }

  @Test
  void aFactThatTheTaskHasOutlivedStartsNothing() {
    TaskClaim claim = claim(anne);
    Fact first = retryLater(claim);
    TaskClaim second = anne.claim(List.of(continued(first))).getFirst();
    retryLater(second);

    assertThat(ben.claim(List.of(continued(first)))).isEmpty();
  }

  @Test
  void aTaskThatEndedIsNotStartedByAnOldRetry() {
    Fact scheduled = retryLater(claim(anne));
    TaskClaim second = anne.claim(List.of(continued(scheduled))).getFirst();
    anne.finish(List.of(completed(second, null)));

    assertThat(ben.claim(List.of(continued(scheduled)))).isEmpty();
  }

  @Test
  void nobodyClaimsARetryWithoutAValidLease() {
    Fact scheduled = retryLater(claim(anne));
    expire(BEN);

    assertThatThrownBy(() -> ben.claim(List.of(continued(scheduled))))
        .isInstanceOf(LeaseLapsed.class);
  }

  @Test
  void aTaskThatTooManyExecutorsDiedOfFails() {
    TaskClaim claim = claim(anne);
    expire(ANNE);

    assertThat(ben.takeOver(TYPE, 10, 0)).isEmpty();

    assertThat(eventsOf(claim.taskId()).getLast())
        .isInstanceOfSatisfying(
            TaskFailed.class,
            failed -> assertThat(failed.error().code()).isEqualTo("executor-killer"));
    assertThat(anne.finish(List.of(completed(claim, null)))).hasSize(1);
    assertThat(ben.orphaned()).isEmpty();
  }

  private Fact retryLater(TaskClaim claim) {
    var retry =
        new TaskRetryScheduled(
            claim.attempt(), new TaskError("timeout", "slow", true), Instant.now());
    assertThat(anne.finish(List.of(new Outcome(claim, Instant.now(), retry, null)))).isEmpty();
    return facts().stream()
        .filter(fact -> fact.taskId().equals(claim.taskId()) && fact.event().equals(retry))
        .findFirst()
        .orElseThrow();
  }

  private static WorkItem continued(Fact fact) {
    return new WorkItem.Continued(TYPE, fact);
  }

  public static WorkItem.Requested item() {
    Fact fact = WorkTopic.request(TYPE, "{\"number\":1}");
    TaskRequested request = (TaskRequested) fact.event();
    return new WorkItem.Requested(
        new AcceptedTask(fact.taskId(), fact.time().truncatedTo(ChronoUnit.MICROS), request, null),
        Json.of(request).text());
  }

  private static TaskClaim claim(RunStore journal) {
    return journal.claim(List.of(item())).getFirst();
  }

  private static Outcome completed(TaskClaim claim, @Nullable Progress last) {
    return new Outcome(claim, Instant.now(), new TaskCompleted(1, null, null), last);
  }

  private List<TaskEvent> eventsOf(TaskId task) {
    return facts().stream().filter(f -> f.taskId().equals(task)).map(Fact::event).toList();
  }

  private List<Long> sequencesOf(TaskId task) {
    return facts().stream().filter(f -> f.taskId().equals(task)).map(Fact::sequence).toList();
  }
}
