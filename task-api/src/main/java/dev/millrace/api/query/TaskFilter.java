package dev.millrace.api.query;

import dev.millrace.api.input.Query;
import dev.millrace.api.input.Values;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which tasks a list shows.
///
/// @param statuses in one of these; empty is any
/// @param types of one of these; empty is any
/// @param createdFrom accepted then or later
/// @param createdTo accepted before then
record TaskFilter(
    UserId user,
    List<TaskStatus> statuses,
    List<TaskType> types,
    @Nullable ProjectId projectId,
    @Nullable TaskId parentId,
    @Nullable Instant createdFrom,
    @Nullable Instant createdTo) {

  static final List<String> NAMES =
      List.of("status", "type", "projectId", "parentId", "createdFrom", "createdTo");
  static final List<String> REPEATABLE = List.of("status", "type");

  static TaskFilter of(Query query, UserId user) {
    return new TaskFilter(
        user,
        query.all("status", TaskStatus::parse),
        query.all("type", TaskType::new),
        query.get("projectId", ProjectId::new),
        query.get("parentId", TaskId::parse),
        query.get("createdFrom", Values::time),
        query.get("createdTo", Values::time));
  }

  /// Whether a task that nobody has touched yet can be among them.
  boolean admitsFreshTasks() {
    return statuses.isEmpty()
        || statuses.contains(TaskStatus.PENDING)
        || statuses.contains(TaskStatus.SCHEDULED);
  }

  /// Whether the newest tasks of the user need not be what the list begins with.
  boolean isNarrow() {
    return !statuses.isEmpty()
        || !types.isEmpty()
        || projectId != null
        || parentId != null
        || createdTo != null;
  }

  /// The filter as text, the same for every way of writing it: what a cursor is bound to. Values
  /// with free text come last and behind their length, so that no two filters share a text.
  String canonical() {
    String project = projectId == null ? "" : projectId.value();
    return String.join(
        "|",
        statuses.stream().map(TaskStatus::wire).sorted().collect(Collectors.joining(",")),
        types.stream().map(TaskType::value).sorted().collect(Collectors.joining(",")),
        parentId == null ? "" : parentId.toString(),
        createdFrom == null ? "" : createdFrom.toString(),
        createdTo == null ? "" : createdTo.toString(),
        (projectId == null ? "-" : project.length() + ":" + project),
        user.value());
  }
}
