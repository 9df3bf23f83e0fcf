package dev.millrace.executor.batch;

import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The children of batches in the run store. A child that no executor has met has no row, and is
/// not over.
final class ChildRows {

  private final JdbcClient database;

  ChildRows(JdbcClient database) {
    this.database = database;
  }

  /// How the children of each batch have ended so far, with one query for all.
  Map<TaskId, ChildCounts> counts(Collection<TaskId> batches) {
    Map<TaskId, ChildCounts> counts = new HashMap<>();
    database
        .sql(
            """
            select b.id as parent_id, p.state = 'cancelling' as cancelling,
              c.completed, c.failed, c.cancelled, c.timeout
            from unnest(?::uuid[]) as b(id) join millrace_engine.run p on p.task_id = b.id,
              lateral (
                select count(*) filter (where state = 'completed')::int as completed,
                  count(*) filter (where state = 'failed')::int as failed,
                  count(*) filter (where state = 'cancelled')::int as cancelled,
                  count(*) filter (where state = 'timeout')::int as timeout
                from millrace_engine.run where parent_id = b.id) c
            """)
        .param(batches.stream().map(TaskId::value).toArray(UUID[]::new))
        .query(row -> {
          counts.put(
              TaskId.parse(text(row, "parent_id")),
              new ChildCounts(
                  row.getInt("completed"),
                  row.getInt("failed"),
                  row.getInt("cancelled"),
                  row.getInt("timeout"),
                  row.getBoolean("cancelling")));
        });
    return counts;
  }

  /// The first children that failed or timed out.
  List<BatchReport.Failure> failures(TaskId batch, int limit) {
    return database
        .sql(
            """
            select task_id, state, outcome from millrace_engine.run
            where parent_id = ? and state in ('failed', 'timeout')
            order by ended_at, task_id limit ?
            """)
        .param(batch.value())
        .param(limit)
        .query((row, _) -> failure(row))
        .list();
  }

  private static BatchReport.Failure failure(ResultSet row) throws SQLException {
    TaskStatus status = TaskStatus.parse(text(row, "state"));
    return new BatchReport.Failure(
        TaskId.parse(text(row, "task_id")),
        status.wire(),
        error(new Json(text(row, "outcome")).as(TaskState.class)));
  }

  private static @Nullable TaskError error(TaskState state) {
    return switch (state) {
      case TaskState.Failed failed -> failed.error();
      case TaskState.TimedOut timedOut -> timedOut.error();
      case TaskState.Scheduled _,
          TaskState.Pending _,
          TaskState.Running _,
          TaskState.Retrying _,
          TaskState.Paused _,
          TaskState.Cancelling _,
          TaskState.Compensating _,
          TaskState.Completed _,
          TaskState.Cancelled _ ->
          null;
    };
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }
}
