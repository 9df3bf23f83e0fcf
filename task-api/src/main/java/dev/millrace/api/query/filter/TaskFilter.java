package dev.millrace.api.query.filter;

import dev.millrace.access.Caller;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.http.input.Members;
import dev.millrace.http.input.Query;
import dev.millrace.http.input.Values;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which tasks a list shows.
///
/// @param caller shows only what they may see
/// @param user shows only this user's; null is anybody's
/// @param statuses in one of these; empty is any
/// @param types of one of these; empty is any
/// @param createdFrom accepted then or later
/// @param createdTo accepted before then
public record TaskFilter(
    Caller caller,
    @Nullable UserId user,
    List<TaskStatus> statuses,
    List<TaskType> types,
    @Nullable ProjectId projectId,
    @Nullable TaskId parentId,
    @Nullable Instant createdFrom,
    @Nullable Instant createdTo) {

  /// The words of a filter.
  public static final List<String> NAMES =
      List.of("status", "type", "userId", "projectId", "parentId", "createdFrom", "createdTo");

  static final List<String> REPEATABLE = List.of("status", "type");

  static TaskFilter of(Query query, Caller caller) {
    return new TaskFilter(
        caller,
        query.get("userId", UserId::new),
        query.all("status", TaskStatus::parse),
        query.all("type", TaskType::new),
        query.get("projectId", ProjectId::new),
        query.get("parentId", TaskId::parse),
        query.get("createdFrom", Values::time),
        query.get("createdTo", Values::time));
  }

  private static final int MOST_VALUES = 50;

  /// Reads a filter that stands in a body, in the same words.
  public static TaskFilter of(Members words, Caller caller) {
    return new TaskFilter(
        caller,
        words.text("userId", UserId::new),
        words.texts("status", MOST_VALUES, TaskStatus::parse),
        words.texts("type", MOST_VALUES, TaskType::new),
        words.text("projectId", ProjectId::new),
        words.text("parentId", TaskId::parse),
        words.text("createdFrom", Values::time),
        words.text("createdTo", Values::time));
  }

  /// The same filter with other statuses.
  public TaskFilter in(List<TaskStatus> others) {
    return new TaskFilter(caller, user, others, types, projectId, parentId, createdFrom, createdTo);
  }

  /// Whether a task that nobody has touched yet can be among them.
  public boolean admitsFreshTasks() {
    return statuses.isEmpty()
        || statuses.contains(TaskStatus.PENDING)
        || statuses.contains(TaskStatus.SCHEDULED);
  }

  /// Whether the newest tasks that the caller may see need not be what the list begins with.
  public boolean isNarrow() {
    return user != null
        || !statuses.isEmpty()
        || !types.isEmpty()
        || projectId != null
        || parentId != null
        || createdTo != null;
  }

  /// What tells the list of these tasks from others, the same for every way of writing the filter.
  /// Who asks is not in it; see [Cursor].
  public String list() {
    return Stream.of(
            "tasks",
            joined(statuses.stream().map(TaskStatus::wire)),
            joined(types.stream().map(TaskType::value)),
            Objects.toString(user),
            Objects.toString(projectId),
            Objects.toString(parentId),
            Objects.toString(createdFrom),
            Objects.toString(createdTo))
        .collect(Collectors.joining("|"));
  }

  private static String joined(Stream<String> values) {
    return values.sorted().collect(Collectors.joining(","));
  }
}
