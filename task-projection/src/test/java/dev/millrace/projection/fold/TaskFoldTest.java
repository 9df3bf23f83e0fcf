package dev.millrace.projection.fold;

import static dev.millrace.projection.fold.Histories.ALICE;
import static dev.millrace.projection.fold.Histories.ERROR;
import static dev.millrace.projection.fold.Histories.START;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.lifecycle.TaskLifecycle.Verdict;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskFoldTest {

  private static final TaskId ID = new TaskId(new UUID(1, 2));
  private static final TaskEvent REQUESTED = Histories.request("alice");
  private static final TaskEvent STARTED = new TaskStarted(1, 1, new ExecutorId("x"));
  private static final TaskEvent COMPLETED =
      new TaskCompleted(1, new Json("{\"n\":1}"), new Json("{\"b\":2}"));
  private static final TaskEvent FAILED = new TaskFailed(1, ERROR);

  private final List<Verdict> doubts = new ArrayList<>();

  @Test
  void completedTaskHasItsResultAndExpiresAfterItsRetention() {
    TaskView view = view(REQUESTED, STARTED, COMPLETED);
    assertThat(view.state()).isInstanceOf(TaskState.Completed.class);
    assertThat(view.endedAt()).isEqualTo(fact(2, COMPLETED).time());
    assertThat(view.expiresAt()).isEqualTo(fact(2, COMPLETED).time().plus(Duration.ofDays(7)));
    assertThat(view.metadata()).isEqualTo(new Json("{\"b\":2}"));
    assertThat(doubts).isEmpty();
  }

  @Test
  void firstStartIsKeptAndRetriesAreCounted() {
    TaskView view =
        view(
            REQUESTED,
            STARTED,
            new TaskRetryScheduled(1, ERROR, START),
            new TaskStarted(2, 2, new ExecutorId("y")));
    assertThat(view.effort().attempt()).isEqualTo(2);
    assertThat(view.effort().retryCount()).isEqualTo(1);
    assertThat(view.effort().startedAt()).isEqualTo(fact(1, STARTED).time());
  }

  @Test
  void redriveOpensTheTaskWithAFreshBudget() {
    TaskView view =
        view(
            REQUESTED,
            STARTED,
            new TaskRetryScheduled(1, ERROR, START),
            FAILED,
            new TaskRedriven(1, ALICE));
    assertThat(view.status()).isEqualTo(TaskStatus.PENDING);
    assertThat(view.effort().retryCount()).isZero();
    assertThat(view.endedAt()).isNull();
    assertThat(view.expiresAt()).isNull();
  }

  @Test
  void taskResumedBeforeItsTimeIsScheduledAgainAndMayBePausedAgain() {
    TaskEvent resumed = new TaskResumed(ALICE, START.plusSeconds(600));
    TaskView view = view(REQUESTED, new TaskPaused(ALICE), resumed);
    assertThat(view.state()).isEqualTo(new TaskState.Scheduled(START.plusSeconds(600)));
    assertThat(view(REQUESTED, new TaskPaused(ALICE), resumed, new TaskPaused(ALICE)).state())
        .isEqualTo(new TaskState.Paused(ALICE));
    assertThat(view(REQUESTED, new TaskPaused(ALICE), resumed, STARTED).status())
        .isEqualTo(TaskStatus.RUNNING);
    assertThat(doubts).isEmpty();
  }

  @Test
  void rateIsMeasuredWithinOneAttempt() {
    TaskView view =
        view(REQUESTED, STARTED, progress(10), progress(30), new TaskStarted(2, 2, x()));
    assertThat(view.effort().pace())
        .isEqualTo(new ProgressRate(new Progress(30, 100L, null, null), null, null));
    assertThat(view(REQUESTED, STARTED, progress(10), progress(30)).effort().pace())
        .extracting(ProgressRate::rate)
        .isEqualTo(20.0);
  }

  @Test
  void duplicateChangesNothing() {
    TaskView view = view(REQUESTED, STARTED);
    assertThat(TaskFold.fold(view, fact(1, STARTED))).isEqualTo(new Folded.Duplicate());
    assertThat(TaskFold.fold(view, fact(0, REQUESTED))).isEqualTo(new Folded.Duplicate());
  }

  @Test
  void factAfterAGapIsFollowedAndDoubted() {
    TaskView view = folded(view(REQUESTED), fact(4, COMPLETED));
    assertThat(view.status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(view.sequence()).isEqualTo(4);
    assertThat(doubts).containsExactly(new Verdict.Gap(1, 4));
  }

  @Test
  void startAfterAGapReopensWhatARedriveMayHaveReopened() {
    TaskView view = folded(view(REQUESTED, STARTED, FAILED), fact(4, STARTED));
    assertThat(view.status()).isEqualTo(TaskStatus.RUNNING);
  }

  @Test
  void nothingReopensACompletedTask() {
    TaskView completed = view(REQUESTED, STARTED, COMPLETED);
    TaskView view = folded(completed, fact(9, STARTED));
    assertThat(view).isEqualTo(completed.unchangedBy(9));
    assertThat(doubts).containsExactly(new Verdict.Gap(3, 9));
  }

  @Test
  void illegalFactAfterTheEndChangesNothingButTheSequence() {
    TaskView failed = view(REQUESTED, STARTED, FAILED);
    assertThat(folded(failed, fact(3, STARTED))).isEqualTo(failed.unchangedBy(3));
    assertThat(doubts).containsExactly(new Verdict.Illegal(TaskStatus.FAILED));
  }

  @Test
  void illegalFactBeforeTheEndIsFollowedAndDoubted() {
    assertThat(folded(view(REQUESTED), fact(1, COMPLETED)).status())
        .isEqualTo(TaskStatus.COMPLETED);
    assertThat(doubts).containsExactly(new Verdict.Illegal(TaskStatus.PENDING));
  }

  @Test
  void secondSubmissionChangesNothing() {
    TaskView view = view(REQUESTED, STARTED);
    assertThat(folded(view, fact(2, Histories.request("bob")))).isEqualTo(view.unchangedBy(2));
  }

  @Test
  void taskWithoutASubmissionIsKeptUntilTheSubmissionComes() {
    TaskView stub = folded(null, fact(1, STARTED));
    assertThat(stub.origin()).isInstanceOf(Origin.UnknownSubmission.class);
    assertThat(stub.status()).isEqualTo(TaskStatus.RUNNING);
    TaskView whole = folded(stub, fact(0, REQUESTED));
    assertThat(whole.origin())
        .isInstanceOfSatisfying(
            Origin.Submitted.class, o -> assertThat(o.userId()).isEqualTo(new UserId("alice")));
    assertThat(whole.state()).isEqualTo(stub.state());
  }

  @Test
  void restoredTaskIsReplacedAsAWhole() {
    var restored =
        new TaskRestored(
            Histories.request("bob"), START, new TaskState.Paused(ALICE), 3, null, null);
    TaskView view = folded(view(REQUESTED, STARTED, COMPLETED), fact(17, restored));
    assertThat(doubts).isEmpty();
    assertThat(view.state()).isEqualTo(new TaskState.Paused(ALICE));
    assertThat(view.effort()).isEqualTo(new AttemptCounts(3, 2, null, null));
    assertThat(view.metadata()).isNull();
    assertThat(view.origin())
        .isInstanceOfSatisfying(
            Origin.Submitted.class, o -> assertThat(o.userId()).isEqualTo(new UserId("bob")));
  }

  @Test
  void factOfATypeFromTheFutureKeepsItsPlace() {
    TaskView view = view(REQUESTED);
    assertThat(TaskFold.skip(view, ID, 1, START))
        .isEqualTo(new Folded.Followed(view.unchangedBy(1)));
    assertThat(TaskFold.skip(view, ID, 0, START)).isEqualTo(new Folded.Duplicate());
    assertThat(TaskFold.skip(view, ID, 2, START)).isInstanceOf(Folded.Doubtful.class);
    assertThat(TaskFold.skip(null, ID, 2, START)).isInstanceOf(Folded.Doubtful.class);
  }

  @Test
  void timeOfChangeNeverGoesBack() {
    TaskView view = view(REQUESTED);
    var paused = new Fact(ID, 1, START.minusSeconds(60), new TaskPaused(ALICE));
    assertThat(folded(view, paused).updatedAt()).isEqualTo(view.updatedAt());
  }

  private TaskView view(TaskEvent... events) {
    TaskView view = null;
    for (int i = 0; i < events.length; i++) {
      view = folded(view, fact(i, events[i]));
    }
    return requireNonNull(view);
  }

  private TaskView folded(@Nullable TaskView view, Fact fact) {
    return switch (TaskFold.fold(view, fact)) {
      case Folded.Followed(var next) -> next;
      case Folded.Doubtful(var next, var why) -> {
        doubts.add(why);
        yield next;
      }
      case Folded.Duplicate _ -> throw new AssertionError("taken for a duplicate: " + fact);
    };
  }

  private static Fact fact(long sequence, TaskEvent event) {
    var time = START.truncatedTo(ChronoUnit.MICROS).plusSeconds(sequence);
    return new Fact(ID, sequence, time, event);
  }

  private static ExecutorId x() {
    return new ExecutorId("x");
  }

  private static TaskEvent progress(long done) {
    return new TaskProgressed(new Progress(done, 100L, null, null));
  }
}
