package dev.millrace.executor.store.postgres;

import dev.millrace.events.TaskProgressed;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaWork;
import dev.millrace.executor.saga.Unwinding;
import dev.millrace.executor.store.BegunTask;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.ProgressReport;
import dev.millrace.executor.store.Renewal;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.store.rows.Columns;
import dev.millrace.executor.store.rows.GuardedTransaction;
import dev.millrace.executor.store.rows.RunLines;
import dev.millrace.executor.store.rows.UnstorableTasks;
import dev.millrace.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// The run store in PostgreSQL: a batch is one statement that changes the rows and emits their
/// facts.
///
/// Leases are judged by the database's clock alone. Batches are sorted by task id, so that two of
/// them never wait for each other.
public final class PostgresRunStore implements RunStore {

  /// The states in which an executor holds a task.
  public static final String HELD = "('running', 'cancelling', 'compensating')";

  private final JdbcClient database;
  private final GuardedTransaction guarded;
  private final RunLines lines;
  private final PostgresClaims claims;
  private final PostgresOutcomes outcomes;
  private final PostgresLeases leases;
  private final PostgresSagas sagas;
  private final UnstorableTasks unstorable;

  /// @param transactions of the run store's own
  /// @param handlers the transactions that handlers write in, of the same database
  public PostgresRunStore(
      JdbcClient database,
      PlatformTransactionManager transactions,
      GuardedTransaction handlers,
      ExecutorId self,
      Duration lease,
      Clock clock) {
    this.database = database;
    this.guarded = handlers;
    this.lines = new RunLines(self, clock);
    this.claims = new PostgresClaims(database, transactions, self, lines);
    this.outcomes = new PostgresOutcomes(database, lines);
    this.leases = new PostgresLeases(database, transactions, self, lease, lines);
    this.sagas = new PostgresSagas(database, transactions, handlers, lines);
    this.unstorable = new UnstorableTasks(database, lines);
  }

  @Override
  public List<TaskClaim> claim(List<WorkItem> items) {
    return claims.claim(items);
  }

  @Override
  public Set<TaskId> claimBegun(List<BegunTask> tasks) {
    return claims.claimBegun(tasks);
  }

  @Override
  public boolean refuse(WorkItem item, TaskError why) {
    return switch (item) {
      case WorkItem.Requested requested -> unstorable.end(requested.task(), why);
      case WorkItem.Continued continued -> unstorable.end(continued, why);
    };
  }

  @Override
  public void progress(List<ProgressReport> reports) {
    List<ProgressReport> batch =
        Columns.byTask(reports, ProgressReport::claim, (_, newer) -> newer);
    if (batch.isEmpty()) {
      return;
    }
    database
        .sql(
            """
            with report as (
              select * from unnest(?::uuid[], ?::int[], ?::text[], ?::text[])
                as p(task_id, epoch, progress, tail)),
            told as (
              update millrace_engine.run r set seq = r.seq + 1, progress = p.progress::json
              from report p
              where r.task_id = p.task_id and r.epoch = p.epoch and r.state in
            """
                + HELD
                + " returning r.seq, p.tail) select "
                + Outbox.EMIT_SEQ_AND_TAIL
                + "::text from told")
        .param(Columns.strings(batch, report -> report.claim().taskId().toString()))
        .param(Columns.epochs(batch, ProgressReport::claim))
        .param(Columns.strings(batch, report -> Json.of(report.progress()).text()))
        .param(
            Columns.strings(
                batch, report -> lines.tail(report.claim(), new TaskProgressed(report.progress()))))
        .query((_, _) -> true)
        .list();
  }

  @Override
  public Verdict commit(TaskClaim claim, Json checkpoint, TransactionalWork work) throws Exception {
    return guarded.run(
        claim,
        transaction -> {
          work.write(transaction);
          // Last, so that the row is locked for a moment only: the heartbeat's progress needs it
          // too.
          return transaction
              .sql(
                  "update millrace_engine.run set checkpoint = ?::json where task_id = ? and epoch = ? and state in "
                      + HELD)
              .param(checkpoint.text())
              .param(claim.taskId().value())
              .param(claim.epoch())
              .update();
        });
  }

  @Override
  public Verdict step(TaskClaim claim, SagaWork work) throws Exception {
    return sagas.step(claim, work);
  }

  @Override
  public Unwinding unwind(TaskClaim claim, SagaEnd end) {
    return sagas.unwind(claim, end);
  }

  @Override
  public List<Outcome> finish(List<Outcome> outcomes) {
    return this.outcomes.finish(outcomes);
  }

  @Override
  public Renewal renew() {
    return leases.renew();
  }

  @Override
  public Set<TaskType> orphaned() {
    return leases.orphaned();
  }

  @Override
  public List<TaskClaim> takeOver(TaskType type, int limit, int maxTakeovers) {
    return leases.takeOver(type, limit, maxTakeovers);
  }

  @Override
  public Map<TaskId, Integer> held() {
    return leases.held();
  }

  @Override
  public void handOver(Map<TaskId, Integer> epochs) {
    leases.handOver(epochs);
  }

  @Override
  public void release() {
    leases.release();
  }
}
