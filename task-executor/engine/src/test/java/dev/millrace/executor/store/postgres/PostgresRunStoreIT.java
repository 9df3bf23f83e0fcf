package dev.millrace.executor.store.postgres;

import static dev.millrace.executor.store.TwoExecutors.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.Topics;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.ClaimContract;
import dev.millrace.executor.store.LeaseContract;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.OutcomeContract;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The contracts on real PostgreSQL, its facts read from the WAL.
@MillraceInfra
@Timeout(60)
final class PostgresRunStoreIT implements ClaimContract, OutcomeContract, LeaseContract {

  private final EngineDatabase database;

  PostgresRunStoreIT(Infra infra) {
    this.database = new EngineDatabase(infra.newDatabase("store"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public RunStore storeOf(ExecutorId executor) {
    return database.store(executor, Duration.ofMinutes(1));
  }

  @Override
  public void expire(ExecutorId executor) {
    database
        .client()
        .sql(
            "update millrace_engine.executor set lease_until = now() - interval '1 second' where id = ?")
        .param(executor.value())
        .update();
  }

  @Override
  public List<Fact> facts() {
    return database.facts();
  }

  @Test
  void aRestorationSaysEveryStateAgain() {
    RunStore store = storeOf(ANNE);
    TaskClaim running = store.claim(List.of(item())).getFirst();
    TaskClaim ended = store.claim(List.of(item())).getFirst();
    Json result = new Json("{\"rows\":1}");
    store.finish(
        List.of(new Outcome(ended, Instant.now(), new TaskCompleted(1, result, null), null)));

    int restored = restoration().restoreAll().tasks();

    assertThat(restored).isEqualTo(2);
    assertThat(restoredState(running)).isEqualTo(new TaskState.Running(1, ANNE));
    assertThat(restoredState(ended))
        .isInstanceOfSatisfying(
            TaskState.Completed.class, state -> assertThat(state.result()).isEqualTo(result));
    assertThat(database.violations()).isEmpty();
  }

  /// Else a reader would see a jump in the sequence that no TaskRestored explains.
  @Test
  void whatAnUnfinishedTaskSaysStandsBeforeARestorationOrAfterIt() throws Exception {
    TaskClaim claim = storeOf(ANNE).claim(List.of(item())).getFirst();
    var restoring = new CompletableFuture<RunRestoration.Restoration>();

    String written =
        new TransactionTemplate(new JdbcTransactionManager(database.pool()))
            .execute(_ -> {
              sayOneMore(claim);
              Thread.ofVirtual().start(() -> restoring.complete(restoration().restoreAll()));
              Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::somebodyIsKeptOut);
              return wal("select pg_current_wal_insert_lsn()::text");
            });

    RunRestoration.Restoration restored = restoring.get(20, TimeUnit.SECONDS);
    assertThat(restored.tasks()).isEqualTo(1);
    assertThat(wal("select pg_lsn '%s' >= pg_lsn '%s'".formatted(restored.from(), written)))
        .isEqualTo("t");
  }

  private void sayOneMore(TaskClaim claim) {
    database
        .client()
        .sql("update millrace_engine.run set seq = seq + 1 where task_id = ?")
        .param(claim.taskId().value())
        .update();
  }

  private boolean somebodyIsKeptOut() {
    return wal("select exists (select from pg_locks where relation = 'millrace_engine.run'::regclass and not granted)")
        .equals("t");
  }

  private String wal(String query) {
    return database.client().sql(query).query(String.class).single();
  }

  private RunRestoration restoration() {
    return new RunRestoration(
        database.client(), new JdbcTransactionManager(database.pool()), Clock.systemUTC());
  }

  @Test
  void anUnstorableTaskIsADeadLetterAndAChildThatHasEnded() {
    WorkItem.Requested item = item();
    TaskId parent = new TaskId(UUID.randomUUID());
    WorkItem.Requested child =
        new WorkItem.Requested(
            new AcceptedTask(
                item.taskId(),
                item.task().requestedAt(),
                item.task().request().partOf(parent),
                null),
            item.data());

    storeOf(ANNE).refuse(child, new TaskError("unstorable", "too odd", false));

    assertThat(database.frames().getLast().frame().headers())
        .containsEntry("millrace_reason", "refused");
    assertThat(
            database
                .client()
                .sql("select state from millrace_engine.run where parent_id = ?")
                .param(parent.value())
                .query(String.class)
                .list())
        .containsExactly("failed");
  }

  @Test
  void theBatchOfARowIsWhatTheRequestSaidBeforeAndWhatTheClaimSaysNow() {
    RunStore store = storeOf(ANNE);
    TaskId parent = new TaskId(UUID.randomUUID());
    WorkItem.Requested item = item();
    var request = item.task().request().partOf(parent);
    store.claim(
        List.of(
            new WorkItem.Requested(
                new AcceptedTask(item.taskId(), item.task().requestedAt(), request, null),
                Json.of(request).text())));

    assertThat(
            wal(
                "select parent_id::text from millrace_engine.run where task_id = '"
                    + item.taskId()
                    + "'"))
        .isEqualTo(parent.toString());
  }

  @Test
  void aTaskThatFailedIsADeadLetterInTheSameTransaction() {
    RunStore store = storeOf(ANNE);
    WorkItem.Requested item = item();
    TaskClaim claim = store.claim(List.of(item)).getFirst();
    var error = new TaskError("bad-input", "no = sign\n& more", false);
    store.finish(List.of(new Outcome(claim, Instant.now(), new TaskFailed(1, error), null)));

    var letter = database.frames().getLast();

    assertThat(letter.frame().topic()).isEqualTo(Topics.DEAD_LETTERS);
    assertThat(TaskCodec.readFact(letter.toCloudEvent("/test")))
        .isEqualTo(new Fact(item.taskId(), 0, item.task().requestedAt(), item.task().request()));
    assertThat(letter.frame().headers())
        .containsEntry("millrace_reason", "permanent")
        .containsEntry("millrace_error", "bad-input: no = sign & more")
        .containsEntry("millrace_attempts", "1")
        .containsEntry("millrace_original_topic", "millrace.work.t.normal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"unstorable", "executor-killer", "deadline", "attempt-timeout", "refused", "odd"})
  void noCodeOfAHandlerChangesTheReasonOfADeadLetter(String code) {
    RunStore store = storeOf(ANNE);
    TaskClaim permanent = store.claim(List.of(item())).getFirst();
    TaskClaim exhausted = store.claim(List.of(item())).getFirst();
    store.finish(List.of(failed(permanent, new TaskError(code, "no", false))));
    store.finish(List.of(failed(exhausted, new TaskError(code, "no", true))));

    assertThat(database.frames())
        .filteredOn(frame -> frame.frame().topic().equals(Topics.DEAD_LETTERS))
        .extracting(frame -> frame.frame().headers())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .containsEntry("millrace_reason", "permanent")
                    .containsEntry("millrace_error", code + ": no"),
            second ->
                assertThat(second)
                    .containsEntry("millrace_reason", "retries-exhausted")
                    .containsEntry("millrace_error", code + ": no"));
  }

  private static Outcome failed(TaskClaim claim, TaskError error) {
    return new Outcome(claim, Instant.now(), new TaskFailed(1, error), null);
  }

  @ParameterizedTest
  @CsvSource({"attempt-timeout, timeout", "deadline, deadline"})
  void aTaskThatTimedOutForGoodIsADeadLetterInTheSameTransaction(String code, String reason) {
    RunStore store = storeOf(ANNE);
    TaskClaim claim = store.claim(List.of(item())).getFirst();
    var error = new TaskError(code, "too slow", true);
    store.finish(List.of(new Outcome(claim, Instant.now(), new TaskTimedOut(1, error), null)));

    var letter = database.frames().getLast();

    assertThat(letter.frame().topic()).isEqualTo(Topics.DEAD_LETTERS);
    assertThat(letter.frame().headers())
        .containsEntry("millrace_reason", reason)
        .containsEntry("millrace_error", code + ": too slow");
  }

  @Test
  void aTakeoverOfATaskThatIsToBeCancelledCancelsIt() {
    RunStore anne = storeOf(ANNE);
    RunStore ben = storeOf(BEN);
    TaskClaim claim = anne.claim(List.of(item())).getFirst();
    askToCancel(claim);
    expire(ANNE);

    assertThat(ben.takeOver(claim.request().type(), 10, 3)).isEmpty();

    assertThat(database.factsOf(claim.taskId()).getLast().event())
        .isEqualTo(new TaskCancelled(new Actor(new UserId("bob"), null)));
  }

  @Test
  void aTaskThatEndsInTheHandsOfNobodyForgetsWhoHandedItOn() {
    RunStore anne = storeOf(ANNE);
    RunStore ben = storeOf(BEN);
    TaskClaim claim = anne.claim(List.of(item())).getFirst();
    anne.handOver(Map.of(claim.taskId(), claim.epoch()));
    askToCancel(claim);
    ben.takeOver(claim.request().type(), 10, 3);

    redriveFor(claim, BEN);
    expire(BEN);

    assertThat(anne.takeOver(claim.request().type(), 10, 3)).hasSize(1);
    assertThat(database.factsOf(claim.taskId()).getLast().event())
        .isInstanceOfSatisfying(
            TaskTakenOver.class, taken -> assertThat(taken.from()).isEqualTo(BEN));
  }

  /// Puts an ended task back to work in the hands of an executor, as a redrive and a claim would.
  private void redriveFor(TaskClaim claim, ExecutorId executor) {
    database
        .client()
        .sql(
            """
            update millrace_engine.run set state = 'running', cancel_requested = null, outcome = null,
              ended_at = null, owner = ?, epoch = epoch + 1
            where task_id = ?
            """)
        .params(executor.value(), claim.taskId().value())
        .update();
  }

  @Test
  void aTaskThatIsToBeCancelledWaitsForNoRetry() {
    RunStore anne = storeOf(ANNE);
    TaskClaim claim = anne.claim(List.of(item())).getFirst();
    askToCancel(claim);
    var retry = new TaskRetryScheduled(1, new TaskError("timeout", "slow", true), Instant.now());

    assertThat(anne.finish(List.of(new Outcome(claim, Instant.now(), retry, null)))).isEmpty();

    assertThat(database.factsOf(claim.taskId()).getLast().event())
        .isEqualTo(new TaskCancelled(new Actor(new UserId("bob"), null)));
  }

  private void askToCancel(TaskClaim claim) {
    database
        .client()
        .sql(
            """
            update millrace_engine.run set state = 'cancelling', cancel_requested = '{"user":"bob"}'::json
            where task_id = ?
            """)
        .param(claim.taskId().value())
        .update();
  }

  private TaskState restoredState(TaskClaim claim) {
    Fact last = database.factsOf(claim.taskId()).getLast();
    assertThat(last.event()).isInstanceOf(TaskRestored.class);
    return ((TaskRestored) last.event()).state();
  }
}
