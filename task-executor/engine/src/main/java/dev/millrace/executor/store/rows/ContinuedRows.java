package dev.millrace.executor.store.rows;

import dev.millrace.events.TaskResumed;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows of tasks that may go on: locked and judged.
public final class ContinuedRows {

  private final JdbcClient database;

  public ContinuedRows(JdbcClient database) {
    this.database = database;
  }

  /// Locks the rows that stand at exactly these facts, and do not wait in the room already.
  ///
  /// @return the claims under which they go on
  public List<TaskClaim> lock(List<WorkItem.Continued> items) {
    Map<TaskId, List<WorkItem.Continued>> byTask = new HashMap<>();
    items.forEach(item -> byTask.computeIfAbsent(item.taskId(), _ -> new ArrayList<>()).add(item));
    List<TaskClaim> claims = new ArrayList<>();
    database
        .sql(
            """
            select task_id, type, seq, attempt, attempts_before, epoch, retry_at, checkpoint, saga,
              requested_at, traceparent, request
            from millrace_engine.run
            where task_id = any(?::uuid[]) and state in ('retry', 'pending', 'scheduled')
              and waiting_attempt is null
            order by task_id for update
            """)
        .param(byTask.keySet().stream().map(TaskId::toString).toArray(String[]::new))
        .query(row -> {
          for (WorkItem.Continued item : byTask.getOrDefault(taskId(row), List.of())) {
            if (item.fact().sequence() == row.getLong("seq")
                && item.type().value().equals(row.getString("type"))) {
              claims.add(continued(item, row));
              return;
            }
          }
        });
    return claims;
  }

  private static TaskClaim continued(WorkItem.Continued item, ResultSet row) throws SQLException {
    int attempt = row.getInt("attempt");
    // A pause gives the attempt back; one that came while the task waited for a retry does not.
    boolean sameAttempt =
        item.fact().event() instanceof TaskResumed
            && attempt > 0
            && row.getTimestamp("retry_at") == null;
    return Rows.claim(row, sameAttempt ? attempt : attempt + 1);
  }

  private static TaskId taskId(ResultSet row) throws SQLException {
    return TaskId.parse(Rows.text(row, "task_id"));
  }
}
