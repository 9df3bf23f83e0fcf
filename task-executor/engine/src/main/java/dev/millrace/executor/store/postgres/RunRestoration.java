package dev.millrace.executor.store.postgres;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.executor.store.rows.Columns;
import dev.millrace.outbox.Outbox;
import dev.millrace.outbox.OutboxFrame;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Says the whole state of every task again, after facts may have been lost with their slot.
///
/// Unfinished tasks first, all in one transaction that keeps every writer out: what one of them
/// says later comes after its [TaskRestored], so nobody reads a task's sequence jump but there.
/// What was said since the new slot was made is overtaken by it. Finished tasks say nothing by
/// themselves; they follow in batches, each in its own transaction.
///
/// A restoration that is cut off is repeated from the start, which costs a sequence number and does
/// no harm.
public final class RunRestoration {

  private static final Logger LOG = LoggerFactory.getLogger(RunRestoration.class);
  private static final int BATCH = 500;
  private static final UUID FIRST = new UUID(0, 0);

  private static final String FINAL = "('completed', 'failed', 'cancelled', 'timeout')";
  private static final String UNFINISHED_STATES = "not in " + FINAL;
  private static final String FINAL_STATES = "in " + FINAL;

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final Clock clock;

  public RunRestoration(JdbcClient database, PlatformTransactionManager transactions, Clock clock) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /// What a restoration did.
  ///
  /// @param tasks how many were said again
  /// @param from the WAL position where that begins; whatever any task said before it is overtaken
  public record Restoration(int tasks, String from) {}

  /// Emits [TaskRestored] for every task that is still visible.
  public Restoration restoreAll() {
    Restoration unfinished =
        Objects.requireNonNull(
            transaction.execute(_ -> {
              String from = keepWritersOut();
              return new Restoration(
                  restore(after -> restoreAfter(after, UNFINISHED_STATES)), from);
            }));
    int finished =
        restore(after ->
            Objects.requireNonNull(transaction.execute(_ -> restoreAfter(after, FINAL_STATES))));
    var all = new Restoration(unfinished.tasks() + finished, unfinished.from());
    LOG.info("The state of {} tasks was said again", all.tasks());
    return all;
  }

  /// Waits for those that are writing; they are through within a moment, because every writer takes
  /// its rows last. Readers are not kept out. Leases stand elsewhere and are renewed meanwhile.
  private String keepWritersOut() {
    database.sql("set local lock_timeout = '20s'").update();
    database.sql("lock table millrace_engine.run in exclusive mode").update();
    return database.sql("select pg_current_wal_insert_lsn()::text").query(String.class).single();
  }

  private static int restore(Function<UUID, List<Row>> batches) {
    int count = 0;
    @Nullable UUID after = FIRST;
    while (after != null) {
      List<Row> rows = batches.apply(after);
      count += rows.size();
      after = rows.size() < BATCH ? null : rows.getLast().taskId().value();
    }
    return count;
  }

  private List<Row> restoreAfter(UUID after, String states) {
    List<Row> rows =
        database
            .sql(
                String.format(
                    Locale.ROOT,
                    """
                    select task_id, state, attempt, owner, requested_at, started_at, ended_at,
                      traceparent, request, progress, outcome, cancel_requested
                    from millrace_engine.run where state %s and task_id > ? order by task_id limit ? for update
                    """,
                    states))
            .param(after)
            .param(BATCH)
            .query((row, _) -> read(row))
            .list();
    Instant now = clock.instant();
    List<Row> visible = rows.stream().filter(row -> row.isVisible(now)).toList();
    database
        .sql(
            """
            with restored as (
              update millrace_engine.run r set seq = r.seq + 1
              from unnest(?::uuid[], ?::text[]) as i(task_id, tail)
              where r.task_id = i.task_id returning r.seq, i.tail)
            select
            """
                + Outbox.EMIT_SEQ_AND_TAIL
                + "::text from restored")
        .param(Columns.strings(visible, row -> row.taskId().toString()))
        .param(Columns.strings(visible, row -> row.tail(now)))
        .query((_, _) -> true)
        .list();
    return rows;
  }

  private record Row(
      TaskId taskId, TaskRestored state, @Nullable Instant endedAt, @Nullable String traceparent) {

    boolean isVisible(Instant now) {
      return endedAt == null || endedAt.plus(state.request().retention()).isAfter(now);
    }

    String tail(Instant now) {
      return OutboxFrame.event(taskId, now, traceparent, state).tail();
    }
  }

  private static Row read(ResultSet row) throws SQLException {
    String progress = row.getString("progress");
    Timestamp started = row.getTimestamp("started_at");
    Timestamp ended = row.getTimestamp("ended_at");
    TaskRestored restored =
        new TaskRestored(
            new Json(text(row, "request")).as(TaskRequested.class),
            row.getTimestamp("requested_at").toInstant(),
            state(row),
            row.getInt("attempt"),
            started == null ? null : started.toInstant(),
            progress == null ? null : new Json(progress).as(Progress.class));
    return new Row(
        TaskId.parse(text(row, "task_id")),
        restored,
        ended == null ? null : ended.toInstant(),
        row.getString("traceparent"));
  }

  private static TaskState state(ResultSet row) throws SQLException {
    return switch (TaskStatus.parse(text(row, "state"))) {
      case RUNNING ->
          new TaskState.Running(row.getInt("attempt"), new ExecutorId(text(row, "owner")));
      case CANCELLING ->
          new TaskState.Cancelling(new Json(text(row, "cancel_requested")).as(Actor.class));
      case COMPENSATING -> new TaskState.Compensating();
      case PENDING -> new TaskState.Pending();
      case SCHEDULED, RETRY, PAUSED, COMPLETED, FAILED, CANCELLED, TIMEOUT ->
          new Json(text(row, "outcome")).as(TaskState.class);
    };
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }
}
