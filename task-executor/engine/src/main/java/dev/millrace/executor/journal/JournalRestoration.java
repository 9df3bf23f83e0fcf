package dev.millrace.executor.journal;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.outbox.Outbox;
import dev.millrace.outbox.OutboxFrame;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Says the whole state of every task again, after facts may have been lost with their slot.
///
/// Goes through the journal in batches, each in its own transaction; one that is cut off is
/// repeated from the start, which costs a sequence number and does no harm.
public final class JournalRestoration {

  private static final Logger LOG = LoggerFactory.getLogger(JournalRestoration.class);
  private static final int BATCH = 500;
  private static final UUID FIRST = new UUID(0, 0);

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final Clock clock;

  public JournalRestoration(
      JdbcClient database, PlatformTransactionManager transactions, Clock clock) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /// Emits [TaskRestored] for every task that is still visible.
  ///
  /// @return how many
  public int restoreAll() {
    int count = 0;
    @Nullable UUID after = FIRST;
    while (after != null) {
      UUID from = after;
      List<Row> rows = Objects.requireNonNull(transaction.execute(_ -> restoreAfter(from)));
      count += rows.size();
      after = rows.size() < BATCH ? null : rows.getLast().taskId().value();
    }
    LOG.info("The state of {} tasks was said again", count);
    return count;
  }

  private List<Row> restoreAfter(UUID after) {
    List<Row> rows =
        database
            .sql(
                """
                select task_id, state, attempt, owner, requested_at, started_at, ended_at,
                  traceparent, request, progress, outcome, cancel_requested
                from run where task_id > ? order by task_id limit ? for update
                """)
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
              update run r set seq = r.seq + 1
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
