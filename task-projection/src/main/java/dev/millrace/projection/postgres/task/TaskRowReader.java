package dev.millrace.projection.postgres.task;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.projection.fold.AttemptCounts;
import dev.millrace.projection.fold.Origin;
import dev.millrace.projection.fold.ProgressRate;
import dev.millrace.projection.fold.TaskView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The way from a row of the table `task` back to the view it was written from.
final class TaskRowReader {

  private TaskRowReader() {}

  static TaskView view(ResultSet row) throws SQLException {
    return new TaskView(
        new TaskId(row.getObject("task_id", UUID.class)),
        row.getLong("sequence"),
        needed(row, "updated_at"),
        origin(row),
        state(row),
        effort(row),
        json(row, "metadata"));
  }

  private static Origin origin(ResultSet row) throws SQLException {
    String user = row.getString("user_id");
    Instant createdAt = needed(row, "created_at");
    if (user.equals(TaskRow.NO_USER)) {
      return new Origin.UnknownSubmission(createdAt);
    }
    String project = row.getString("project_id");
    String group = row.getString("executor_group");
    UUID parent = row.getObject("parent_id", UUID.class);
    return new Origin.Submitted(
        new TaskType(row.getString("type")),
        new UserId(user),
        Priority.parse(row.getString("priority")),
        project == null ? null : new ProjectId(project),
        parent == null ? null : new TaskId(parent),
        new Origin.Terms(
            createdAt,
            row.getInt("max_retries"),
            Duration.ofMillis(row.getLong("retention_millis")),
            group == null ? ExecutorGroup.DEFAULT : new ExecutorGroup(group)));
  }

  private static TaskState state(ResultSet row) throws SQLException {
    int attempt = row.getInt("attempt");
    return switch (TaskStatus.parse(row.getString("status"))) {
      case SCHEDULED -> new TaskState.Scheduled(needed(row, "next_at"));
      case PENDING -> new TaskState.Pending();
      case RUNNING -> new TaskState.Running(attempt, new ExecutorId(row.getString("executor")));
      case RETRY -> new TaskState.Retrying(attempt, error(row), needed(row, "next_at"));
      case PAUSED -> new TaskState.Paused(requireNonNull(actor(row)));
      case CANCELLING -> new TaskState.Cancelling(requireNonNull(actor(row)));
      case COMPENSATING -> new TaskState.Compensating();
      case COMPLETED ->
          new TaskState.Completed(needed(row, "completed_at"), json(row, "result"), stored(row));
      case FAILED -> new TaskState.Failed(needed(row, "completed_at"), error(row));
      case CANCELLED -> new TaskState.Cancelled(needed(row, "completed_at"), actor(row));
      case TIMEOUT -> new TaskState.TimedOut(needed(row, "completed_at"), error(row));
    };
  }

  private static AttemptCounts effort(ResultSet row) throws SQLException {
    Json progress = json(row, "progress");
    return new AttemptCounts(
        row.getInt("attempt"),
        row.getInt("retry_count"),
        time(row, "started_at"),
        progress == null
            ? null
            : new ProgressRate(
                progress.as(Progress.class),
                time(row, "progress_at"),
                row.getObject("progress_rate", Double.class)));
  }

  private static @Nullable StoredResult stored(ResultSet row) throws SQLException {
    Json stored = json(row, "stored_result");
    return stored == null ? null : stored.as(StoredResult.class);
  }

  private static TaskError error(ResultSet row) throws SQLException {
    return requireNonNull(json(row, "error")).as(TaskError.class);
  }

  private static @Nullable Actor actor(ResultSet row) throws SQLException {
    Json actor = json(row, "actor");
    return actor == null ? null : actor.as(Actor.class);
  }

  private static @Nullable Json json(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : new Json(text);
  }

  private static Instant needed(ResultSet row, String column) throws SQLException {
    return requireNonNull(time(row, column), column);
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
