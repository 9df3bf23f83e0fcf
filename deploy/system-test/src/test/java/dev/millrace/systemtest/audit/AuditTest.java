package dev.millrace.systemtest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.systemtest.load.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditTest {

  private static final TaskId TASK = new TaskId(new UUID(7, 7));
  private static final TaskEvent REQUESTED =
      new TaskRequested(
          new TaskType("ledger"),
          new UserId("anonymous"),
          Priority.NORMAL,
          new Json("{}"),
          null,
          null,
          null,
          null,
          3,
          null,
          null,
          Duration.ofDays(7));
  private static final TaskEvent STARTED = new TaskStarted(1, 1, new ExecutorId("a"));
  private static final TaskEvent COMPLETED = new TaskCompleted(1, null, null);
  private static final List<Effect> ROWS = List.of(row(0, "a", 1), row(1, "a", 1));

  private final List<Fact> log =
      new ArrayList<>(List.of(fact(0, REQUESTED), fact(1, STARTED), fact(2, COMPLETED)));

  @Test
  void soundEvidenceIsClean() {
    Verdict verdict = judge(ROWS);

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.ends()).containsExactly(Map.entry(TaskStatus.COMPLETED, 1));
  }

  @Test
  void repeatedFactsAreNoProblem() {
    log.addAll(List.copyOf(log));

    assertThat(judge(ROWS).problems()).isEmpty();
  }

  @Test
  void taskThatNobodyHeardOfIsLost() {
    log.clear();

    assertThat(broken(ROWS)).contains(Guarantee.NONE_LOST);
  }

  @Test
  void taskWithoutAnEndIsLost() {
    log.removeLast();

    assertThat(broken(ROWS)).containsExactly(Guarantee.NONE_LOST);
  }

  @Test
  void secondEndIsFound() {
    log.add(fact(3, new TaskCancelled(null)));

    assertThat(broken(ROWS)).contains(Guarantee.ONE_END, Guarantee.LEGAL);
  }

  @Test
  void twoFactsInOnePlaceAreFound() {
    log.add(fact(2, new TaskCancelled(null)));

    assertThat(broken(ROWS)).containsExactly(Guarantee.ONE_END);
  }

  @Test
  void missingFactIsFound() {
    log.remove(1);

    assertThat(broken(ROWS)).contains(Guarantee.NO_GAP);
  }

  @Test
  void illegalFactIsFound() {
    log.set(1, fact(1, COMPLETED));

    assertThat(broken(ROWS)).contains(Guarantee.LEGAL);
  }

  @Test
  void endThatWasNotPromisedIsFound() {
    log.set(2, fact(2, failed("bad-input")));

    assertThat(broken(ROWS)).contains(Guarantee.RIGHT_END);
  }

  @Test
  void taskThatTooManyExecutorsDiedOfIsCountedApart() {
    log.set(2, fact(2, failed("executor-killer")));

    assertThat(judge(ROWS).gaveUp()).isEqualTo(1);
    assertThat(broken(ROWS)).doesNotContain(Guarantee.RIGHT_END);
  }

  @Test
  void missingAndRepeatedAndUnorderedRowsAreFound() {
    assertThat(broken(List.of(row(0, "a", 1)))).containsExactly(Guarantee.EFFECTS_ONCE);
    assertThat(broken(List.of(row(0, "a", 1), row(0, "a", 1))))
        .containsExactly(Guarantee.EFFECTS_ONCE);
    assertThat(broken(List.of(row(1, "a", 1), row(0, "a", 1))))
        .containsOnly(Guarantee.EFFECTS_ONCE);
  }

  @Test
  void twoWritersOfOneEpochAreFound() {
    assertThat(broken(List.of(row(0, "a", 1), row(1, "b", 1))))
        .containsExactly(Guarantee.ONE_OWNER);
  }

  @Test
  void rowOfAnEpochThatIsOverIsFound() {
    assertThat(broken(List.of(row(0, "b", 2), row(1, "a", 1))))
        .containsExactly(Guarantee.ONE_OWNER);
  }

  @Test
  void wrongStatusShownToUsersIsFound() {
    Verdict verdict =
        Audit.judge(new Evidence(List.of(promise()), log, Map.of(TASK, TaskStatus.RUNNING), ROWS));

    assertThat(verdict.problems()).extracting(Problem::guarantee).contains(Guarantee.VISIBLE);
  }

  private List<Guarantee> broken(List<Effect> rows) {
    return judge(rows).problems().stream().map(Problem::guarantee).toList();
  }

  /// Users are shown how the task ends by its log, so that only the log is in question.
  private Verdict judge(List<Effect> rows) {
    Map<TaskId, TaskStatus> shown =
        log.isEmpty()
            ? Map.of()
            : Map.of(
                TASK,
                log.getLast().event() instanceof TaskFailed
                    ? TaskStatus.FAILED
                    : TaskStatus.COMPLETED);
    return Audit.judge(new Evidence(List.of(promise()), log, shown, rows));
  }

  private static Accepted promise() {
    return new Accepted(TASK, Set.of(TaskStatus.COMPLETED), 2);
  }

  private static TaskEvent failed(String code) {
    return new TaskFailed(1, new TaskError(code, "as told", false));
  }

  private static Fact fact(long sequence, TaskEvent event) {
    return new Fact(TASK, sequence, Instant.EPOCH.plusSeconds(sequence), event);
  }

  private static Effect row(int step, String writer, int epoch) {
    return new Effect(TASK, step, writer, epoch, writer);
  }
}
