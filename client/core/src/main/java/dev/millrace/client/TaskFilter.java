package dev.millrace.client;

import dev.millrace.client.task.TaskStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which tasks are listed. What is empty or null admits all.
///
/// @param userId for operators, who see everybody's
/// @param parentId the children of this batch
/// @param createdFrom accepted at this time or later
/// @param createdTo accepted before this time
public record TaskFilter(
    List<TaskStatus> statuses,
    List<String> types,
    @Nullable String userId,
    @Nullable String projectId,
    @Nullable UUID parentId,
    @Nullable Instant createdFrom,
    @Nullable Instant createdTo) {

  public static final TaskFilter ALL =
      new TaskFilter(List.of(), List.of(), null, null, null, null, null);

  public TaskFilter {
    statuses = List.copyOf(statuses);
    types = List.copyOf(types);
    if (statuses.contains(TaskStatus.UNKNOWN)) {
      throw new IllegalArgumentException("tasks cannot be asked for by a status that is not known");
    }
  }

  public TaskFilter withStatuses(TaskStatus... these) {
    return new TaskFilter(
        List.of(these), types, userId, projectId, parentId, createdFrom, createdTo);
  }

  public TaskFilter withTypes(String... these) {
    return new TaskFilter(
        statuses, List.of(these), userId, projectId, parentId, createdFrom, createdTo);
  }

  public TaskFilter withUserId(String user) {
    return new TaskFilter(statuses, types, user, projectId, parentId, createdFrom, createdTo);
  }

  public TaskFilter withProjectId(String project) {
    return new TaskFilter(statuses, types, userId, project, parentId, createdFrom, createdTo);
  }

  public TaskFilter withParentId(UUID batch) {
    return new TaskFilter(statuses, types, userId, projectId, batch, createdFrom, createdTo);
  }

  /// Those that were accepted at `from` or later, and before `to`.
  public TaskFilter withCreated(Instant from, Instant to) {
    return new TaskFilter(statuses, types, userId, projectId, parentId, from, to);
  }

  /// The query of a list.
  Map<String, Object> query() {
    Map<String, Object> query = new LinkedHashMap<>();
    if (!statuses.isEmpty()) {
      query.put("status", statuses.stream().map(TaskStatus::word).collect(Collectors.joining(",")));
    }
    if (!types.isEmpty()) {
      query.put("type", String.join(",", types));
    }
    put(query, "userId", userId);
    put(query, "projectId", projectId);
    put(query, "parentId", parentId);
    put(query, "createdFrom", createdFrom);
    put(query, "createdTo", createdTo);
    return query;
  }

  private static void put(Map<String, Object> query, String name, @Nullable Object value) {
    if (value != null) {
      query.put(name, value);
    }
  }
}
