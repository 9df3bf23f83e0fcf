package dev.millrace.api.query;

import dev.millrace.api.input.Query;
import dev.millrace.api.input.Values;
import dev.millrace.api.user.Viewer;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which tasks a list shows.
///
/// @param viewer shows only what they may see
/// @param user shows only this user's
/// @param before show only what comes after this place, newest first; null is from the newest
record TaskFilter(
    Viewer viewer,
    @Nullable UserId user,
    @Nullable TaskStatus status,
    @Nullable TaskType type,
    @Nullable ProjectId projectId,
    @Nullable TaskId parentId,
    int limit,
    TaskDocument.@Nullable Position before) {

  private static final List<String> NAMES =
      List.of("status", "type", "userId", "projectId", "parentId", "limit", "cursor");
  private static final int STANDARD_LIMIT = 20;
  private static final int LARGEST_LIMIT = 100;

  static TaskFilter of(@Nullable String rawQuery, Viewer viewer) {
    Query query = Query.parse(rawQuery, NAMES);
    Integer limit = query.get("limit", text -> Values.integer(text, 1, LARGEST_LIMIT));
    return new TaskFilter(
        viewer,
        query.get("userId", UserId::new),
        query.get("status", TaskStatus::parse),
        query.get("type", TaskType::new),
        query.get("projectId", ProjectId::new),
        query.get("parentId", TaskId::parse),
        Objects.requireNonNullElse(limit, STANDARD_LIMIT),
        query.get("cursor", Cursor::decode));
  }

  /// Whether a task that nobody has touched yet can be among them.
  boolean admitsFreshTasks() {
    return status == null || status == TaskStatus.PENDING || status == TaskStatus.SCHEDULED;
  }
}
