package dev.millrace.executor.control;

import static dev.millrace.executor.support.ControlTopic.BOB;
import static dev.millrace.executor.support.ControlTopic.accepted;
import static dev.millrace.executor.support.ControlTopic.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.Topics;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.store.postgres.PostgresRetryRows;
import dev.millrace.executor.store.postgres.PostgresRunStore;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Pauses that are taken back, redrives, and work items that were lost.
@MillraceInfra
@Timeout(60)
class SecondThoughtsIT {

  private static final TaskType TYPE = new TaskType("any");

  private final Infra infra;
  private EngineDatabase database;
  private PostgresRunStore runs;
  private CommandJournal commands;
  private Fact request;
  private TaskClaim claim;

  SecondThoughtsIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void aTaskThatRuns() {
    database = new EngineDatabase(infra.newDatabase("second"));
    runs = database.store(new ExecutorId("owner"), Duration.ofMinutes(1));
    runs.renew();
    commands =
        new PostgresCommandJournal(
            database.client(),
            new JdbcTransactionManager(database.pool()),
            ExecutorGroup.DEFAULT,
            Clock.systemUTC());
    request = WorkTopic.request(TYPE, "{\"number\":1.50}", Duration.ofMinutes(10));
    claim = runs.claim(List.of(WorkTopic.item(request))).getFirst();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aPauseThatIsTakenBackInTimeNeverReachesTheOwner() {
    pause();
    resume();

    assertThat(runs.renew().requests()).isEmpty();
    assertThat(events()).hasSize(1).first().isInstanceOf(TaskStarted.class);
  }

  @Test
  void aHandlerThatPausesAfterThePauseWasTakenBackGoesOnAtOnceInTheSameAttempt() {
    pause();
    resume();
    Progress progress = new Progress(1, 2L, null, null);

    assertThat(runs.finish(List.of(paused(progress)))).isEmpty();

    assertThat(events().subList(1, 4))
        .containsExactly(new TaskProgressed(progress), new TaskPaused(BOB), new TaskResumed(BOB));
    assertThat(database.frames().getLast().frame().then())
        .isEqualTo(Topics.work(TYPE, Priority.NORMAL));
    assertThat(claimAgain(lastFact()).attempt()).isEqualTo(1);
  }

  @Test
  void theLastWordCountsWhenPausesAndResumesFollowEachOther() {
    pause();
    resume();
    pause();

    assertThat(runs.finish(List.of(paused(null)))).isEmpty();

    assertThat(events()).hasSize(2).endsWith(new TaskPaused(BOB));
  }

  @Test
  void aTaskThatIsCancelledAfterItsPauseWasTakenBackIsCancelled() {
    pause();
    resume();
    commands.apply(List.of(to(request.taskId(), new TaskCommand.CancelTask(BOB, null))));

    assertThat(runs.finish(List.of(paused(null)))).isEmpty();

    assertThat(events()).endsWith(new TaskCancelRequested(BOB), new TaskCancelled(BOB));
  }

  @Test
  void aRedriveGivesTheTaskItsWholeTimeAgainEachTime() {
    Instant last = request.time();
    for (int redrive = 1; redrive <= 2; redrive++) {
      timeOut();
      commands.apply(List.of(to(request.taskId(), new TaskCommand.RetryTask(BOB))));
      Fact redriven = lastFact();
      claim = claimAgain(redriven);

      assertThat(redriven.event()).isInstanceOf(TaskRedriven.class);
      assertThat(redriven.time()).isAfter(last);
      assertThat(claim.request().deadline())
          .isBetween(
              redriven.time().plus(Duration.ofMinutes(10)).minusMillis(1),
              redriven.time().plus(Duration.ofMinutes(10)).plusMillis(1));
      assertThat(claim.request().parameters().text()).isEqualTo("{\"number\":1.50}");
      last = redriven.time();
    }
  }

  @Test
  void theLostWorkItemOfAResumedTaskIsSentAgainAfterAWhileAndStartsIt() {
    pause();
    runs.finish(List.of(paused(null)));
    resume();
    var rows = new PostgresRetryRows(database.client(), Clock.systemUTC(), ExecutorGroup.DEFAULT);
    assertThat(rows.takeOverdue(10)).isEmpty();
    database
        .client()
        .sql("update millrace_engine.run set forwarded_at = now() - interval '1 hour'")
        .update();

    var overdue = rows.takeOverdue(10);

    assertThat(overdue).hasSize(1);
    assertThat(overdue.getFirst().workTopic()).isEqualTo(Topics.work(TYPE, Priority.NORMAL));
    assertThat(rows.takeOverdue(10)).isEmpty();
    assertThat(claimAgain(overdue.getFirst().fact()).attempt()).isEqualTo(1);
  }

  @Test
  void theLostWorkItemOfARedrivenTaskIsSentAgainAndItsNextAttemptIsANewOne() {
    timeOut();
    commands.apply(List.of(to(request.taskId(), new TaskCommand.RetryTask(BOB))));
    database
        .client()
        .sql("update millrace_engine.run set forwarded_at = now() - interval '1 hour'")
        .update();

    var overdue =
        new PostgresRetryRows(database.client(), Clock.systemUTC(), ExecutorGroup.DEFAULT)
            .takeOverdue(10);

    assertThat(claimAgain(overdue.getFirst().fact()).attempt()).isEqualTo(2);
  }

  private void pause() {
    var pause = new TaskCommand.PauseTask(BOB, accepted(request));
    commands.apply(List.of(to(request.taskId(), pause)));
  }

  private void resume() {
    commands.apply(List.of(to(request.taskId(), new TaskCommand.ResumeTask(BOB))));
  }

  private Outcome paused(@Nullable Progress progress) {
    return new Outcome(claim, Instant.now(), new TaskPaused(BOB), progress);
  }

  private void timeOut() {
    var error = new TaskError("deadline", "too late", false);
    var event = new TaskTimedOut(claim.attempt(), error);
    assertThat(runs.finish(List.of(new Outcome(claim, Instant.now(), event, null)))).isEmpty();
  }

  private TaskClaim claimAgain(Fact fact) {
    return runs.claim(List.of(new WorkItem.Continued(TYPE, fact))).getFirst();
  }

  private Fact lastFact() {
    return database.factsOf(request.taskId()).getLast();
  }

  private List<TaskEvent> events() {
    assertThat(database.violations()).isEmpty();
    return database.factsOf(request.taskId()).stream().map(Fact::event).toList();
  }
}
