package dev.millrace.executor.control;

import static dev.millrace.executor.support.ControlTopic.BOB;
import static dev.millrace.executor.support.ControlTopic.accepted;
import static dev.millrace.executor.support.ControlTopic.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.postgres.PostgresRunStore;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// What commands do to the run store, and that they do it once.
@MillraceInfra
@Timeout(60)
class PostgresCommandJournalIT {

  private static final ExecutorId OWNER = new ExecutorId("owner");
  private static final TaskType TYPE = new TaskType("any");

  private final Infra infra;
  private EngineDatabase database;
  private PostgresRunStore runs;
  private CommandJournal commands;

  PostgresCommandJournalIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new EngineDatabase(infra.newDatabase("commands"));
    runs = database.store(OWNER, Duration.ofMinutes(1));
    runs.renew();
    commands =
        new PostgresCommandJournal(
            database.client(),
            new JdbcTransactionManager(database.pool()),
            ExecutorGroup.DEFAULT,
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void cancellingATaskThatNobodyHasStartedEndsItAndItsLateWorkItemIsADuplicate() {
    Fact request = request();
    apply(cancel(request));

    assertThat(events(request.taskId())).containsExactly(new TaskCancelled(BOB));
    assertThat(claim(request)).isEmpty();
    assertThat(state(request.taskId())).isEqualTo("cancelled");
  }

  @Test
  void aCommandForATaskThatNoStoreCanHoldEndsIt() {
    Fact request = WorkTopic.request(TYPE, "{\"text\":\"\\u0000\"}");

    apply(pause(request));
    apply(cancel(request));
    apply(to(request.taskId(), new TaskCommand.RetryTask(BOB)));

    assertThat(events(request.taskId()))
        .singleElement()
        .isInstanceOfSatisfying(
            TaskFailed.class, failed -> assertThat(failed.error().code()).isEqualTo("unstorable"));
    assertThat(claim(request)).isEmpty();
    assertThat(database.frames().getLast().frame().headers())
        .containsEntry("millrace_reason", "refused");
  }

  @Test
  void aCommandThatIsPutAsideEndsATaskThatNobodyHasMetAndCountsOnce() {
    Fact request = request();
    AddressedCommand command = cancel(request);

    assertThat(commands.putAside(command)).hasSize(1);
    assertThat(commands.putAside(command)).isEmpty();
    assertThat(commands.apply(List.of(command))).isEmpty();

    assertThat(events(request.taskId())).singleElement().isInstanceOf(TaskFailed.class);
  }

  @Test
  void aTaskPausedBeforeItsStartIsResumedWithOneFactThatIsItsWorkItem() {
    Fact request = request();
    apply(pause(request));
    apply(to(request.taskId(), new TaskCommand.ResumeTask(BOB)));

    assertThat(events(request.taskId())).containsExactly(new TaskPaused(BOB), new TaskResumed(BOB));
    assertThat(state(request.taskId())).isEqualTo("pending");
  }

  @Test
  void cancellingARunningTaskLeavesAWordForItsOwner() {
    Fact request = request();
    claim(request);
    apply(cancel(request));

    assertThat(events(request.taskId()).getLast()).isEqualTo(new TaskCancelRequested(BOB));
    assertThat(state(request.taskId())).isEqualTo("cancelling");
    assertThat(runs.renew().requests())
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.taskId()).isEqualTo(request.taskId());
          assertThat(asked.actor()).isEqualTo(BOB);
        });
  }

  @Test
  void aPauseOfARunningTaskIsNoFactYetAndIsForgottenWhenTheTaskIsResumed() {
    Fact request = request();
    TaskClaim claim = claim(request).getFirst();
    apply(pause(request));
    assertThat(events(request.taskId())).hasSize(1).first().isInstanceOf(TaskStarted.class);
    assertThat(runs.renew().requests()).hasSize(1);

    runs.finish(List.of(new Outcome(claim, Instant.now(), new TaskPaused(BOB), null)));
    apply(to(request.taskId(), new TaskCommand.ResumeTask(BOB)));

    assertThat(asked(request.taskId())).isFalse();
    assertThat(events(request.taskId()).getLast()).isEqualTo(new TaskResumed(BOB));
  }

  @Test
  void aRedriveForgetsTheEndAndCountsTheAttemptsSoFar() {
    Fact request = request();
    TaskClaim claim = claim(request).getFirst();
    TaskError error = new TaskError("boom", "it broke", false);
    runs.finish(List.of(new Outcome(claim, Instant.now(), new TaskFailed(1, error), null)));
    apply(to(request.taskId(), new TaskCommand.RetryTask(BOB)));

    assertThat(events(request.taskId()).getLast()).isEqualTo(new TaskRedriven(1, BOB));
    assertThat(
            database
                .client()
                .sql(
                    """
                    select count(*) from millrace_engine.run where task_id = ? and state = 'pending'
                      and ended_at is null and outcome is null and attempts_before = 1
                    """)
                .param(request.taskId().value())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void aCommandThatComesAgainChangesNothingEvenWhereItWouldBeLegalAgain() {
    Fact request = request();
    AddressedCommand pause = pause(request);
    AddressedCommand resume = to(request.taskId(), new TaskCommand.ResumeTask(BOB));
    apply(pause, resume);
    List<Fact> before = database.factsOf(request.taskId());

    assertThat(commands.apply(List.of(pause, resume, pause))).isEmpty();

    assertThat(database.factsOf(request.taskId())).isEqualTo(before).hasSize(2);
    assertThat(state(request.taskId())).isEqualTo("pending");
  }

  @Test
  void commandsOfOnePollActOnWhatTheOnesBeforeThemLeft() {
    Fact request = request();
    apply(
        pause(request),
        to(request.taskId(), new TaskCommand.ResumeTask(BOB)),
        cancel(request),
        to(request.taskId(), new TaskCommand.ResumeTask(BOB)),
        to(request.taskId(), new TaskCommand.RetryTask(BOB)));

    assertThat(events(request.taskId()))
        .containsExactly(
            new TaskPaused(BOB),
            new TaskResumed(BOB),
            new TaskCancelled(BOB),
            new TaskRedriven(0, BOB));
  }

  @Test
  void aCommandForATaskThatNobodyHasMetAndThatBringsNothingAlongIsDropped() {
    Fact request = request();
    apply(to(request.taskId(), new TaskCommand.CancelTask(BOB, null)));

    assertThat(events(request.taskId())).isEmpty();
    assertThat(claim(request)).hasSize(1);
  }

  @Test
  void aBulkCommandIsCountedOnceInTheTransactionThatAppliesIt() {
    TaskId bulk = request().taskId();
    List<AddressedCommand> good = IntStream.range(0, 3).mapToObj(_ -> bulkCancel(bulk)).toList();
    List<AddressedCommand> late =
        IntStream.range(0, 25)
            .mapToObj(_ -> to(request().taskId(), new TaskCommand.RetryTask(BOB, bulk)))
            .toList();

    apply(good.toArray(AddressedCommand[]::new));
    apply(to(bulk, new TaskCommand.ExpectAnswers(BOB, 28)));
    apply(late.subList(0, 15).toArray(AddressedCommand[]::new));
    // Delivered again, in other company.
    commands.apply(List.of(good.get(1), late.get(3), late.get(20)));
    commands.apply(Stream.concat(good.stream(), late.stream()).toList());

    assertThat(
            database
                .client()
                .sql(
                    """
                    select done || ' ' || refused || ' of ' || expected || ', '
                      || jsonb_array_length(refusals) || ' such as ' || (refusals -> 0 ->> 'why')
                    from millrace_engine.bulk_answer where task_id = ?
                    """)
                .param(bulk.value())
                .query(String.class)
                .single())
        .isEqualTo("3 25 of 28, 20 such as no executor has met the task");
  }

  private static AddressedCommand bulkCancel(TaskId bulk) {
    Fact request = request();
    return to(request.taskId(), new TaskCommand.CancelTask(BOB, accepted(request), bulk));
  }

  private static Fact request() {
    return WorkTopic.request(TYPE, "{\"number\":1}");
  }

  private static AddressedCommand cancel(Fact request) {
    return to(request.taskId(), new TaskCommand.CancelTask(BOB, accepted(request)));
  }

  private static AddressedCommand pause(Fact request) {
    return to(request.taskId(), new TaskCommand.PauseTask(BOB, accepted(request)));
  }

  private void apply(AddressedCommand... batch) {
    commands.apply(List.of(batch));
    assertThat(database.violations()).isEmpty();
  }

  private List<TaskClaim> claim(Fact request) {
    return runs.claim(List.of(WorkTopic.item(request)));
  }

  private List<TaskEvent> events(TaskId task) {
    return database.factsOf(task).stream().map(Fact::event).toList();
  }

  private String state(TaskId task) {
    return database
        .client()
        .sql("select state from millrace_engine.run where task_id = ?")
        .param(task.value())
        .query(String.class)
        .single();
  }

  private boolean asked(TaskId task) {
    return database
        .client()
        .sql(
            """
            select cancel_requested is not null or pause_requested is not null
            from millrace_engine.run where task_id = ?
            """)
        .param(task.value())
        .query(Boolean.class)
        .single();
  }
}
