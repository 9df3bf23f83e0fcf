package dev.millrace.api.dispatch;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.outbox.OutboxFrame;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `request`, and the first facts of its task as it was said when the row was written.
record StoredRequest(
    TaskId id,
    Instant createdAt,
    boolean dispatched,
    @Nullable String traceparent,
    @Nullable Instant refusedAt,
    TaskRequested request) {

  /// What is known of a refusal when its own words are lost.
  private static final TaskError NOT_ACCEPTED =
      new TaskError(
          "not-accepted",
          "The task was not accepted; why was lost when task-api's log was restored",
          false);

  static final String COLUMNS =
      """
      task_id, user_id, type, priority, parameters, project_id, parent_id, metadata, run_at, \
      dispatched_at, max_retries, timeout_ms, deadline, retention_ms, traceparent, created_at, \
      executor_group, \
      case when status = 'failed' and sequence = 1 then ended_at end as refused_at\
      """;

  static StoredRequest of(ResultSet row, int number) throws SQLException {
    String project = row.getString("project_id");
    UUID parent = row.getObject("parent_id", UUID.class);
    String metadata = row.getString("metadata");
    Long timeout = row.getObject("timeout_ms", Long.class);
    String group = row.getString("executor_group");
    var request =
        new TaskRequested(
            new TaskType(row.getString("type")),
            new UserId(row.getString("user_id")),
            Priority.parse(row.getString("priority")),
            new Json(row.getString("parameters")),
            project == null ? null : new ProjectId(project),
            parent == null ? null : new TaskId(parent),
            metadata == null ? null : new Json(metadata),
            instant(row, "run_at"),
            row.getInt("max_retries"),
            timeout == null ? null : Duration.ofMillis(timeout),
            instant(row, "deadline"),
            Duration.ofMillis(row.getLong("retention_ms")),
            group == null ? null : new ExecutorGroup(group));
    return new StoredRequest(
        new TaskId(row.getObject("task_id", UUID.class)),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("dispatched_at") != null,
        row.getString("traceparent"),
        instant(row, "refused_at"),
        request);
  }

  /// The line that says the fact again, with the work item behind it unless that is yet to come.
  String factLine() {
    if (refusedAt != null) {
      var failed = new Fact(id, 1, refusedAt, new TaskFailed(0, NOT_ACCEPTED));
      return "0" + frame().tail() + "\n" + OutboxFrame.line(failed, traceparent);
    }
    OutboxFrame frame = frame();
    if (request.runAt() == null || dispatched) {
      frame = frame.then(request.workTopic());
    }
    return "0" + frame.tail();
  }

  /// The line of the work item alone.
  String workLine() {
    OutboxFrame frame = frame();
    return "0"
        + new OutboxFrame(
                request.workTopic(),
                null,
                id,
                frame.type(),
                frame.time(),
                frame.traceparent(),
                frame.data())
            .tail();
  }

  private OutboxFrame frame() {
    return OutboxFrame.event(id, createdAt, traceparent, request);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
