package dev.millrace.executor.store.rows;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.TaskClaim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/// Reads rows of `run`.
public final class Rows {

  private Rows() {}

  /// The claim of whoever locked this row: its epoch is one higher.
  public static TaskClaim claim(ResultSet row, int attempt) throws SQLException {
    String checkpoint = row.getString("checkpoint");
    String saga = row.getString("saga");
    return new TaskClaim(
        new AcceptedTask(
            TaskId.parse(text(row, "task_id")),
            row.getTimestamp("requested_at").toInstant(),
            new Json(text(row, "request")).as(TaskRequested.class),
            row.getString("traceparent")),
        attempt,
        row.getInt("attempts_before"),
        row.getInt("epoch") + 1,
        checkpoint == null ? null : new Json(checkpoint),
        saga == null ? null : new Json(saga).as(SagaState.class));
  }

  /// Whether the row's saga has steps to undo.
  public static boolean hasSteps(ResultSet row) throws SQLException {
    String saga = row.getString("saga");
    return saga != null && !new Json(saga).as(SagaState.class).steps().isEmpty();
  }

  public static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }
}
