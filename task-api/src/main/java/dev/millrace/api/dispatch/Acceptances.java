package dev.millrace.api.dispatch;

import dev.millrace.events.command.Acceptance;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What was accepted, for commands that may reach an executor before the task's work item does.
public final class Acceptances {

  private final JdbcClient database;

  public Acceptances(JdbcClient database) {
    this.database = database;
  }

  /// The task as its caller was told of it; none when its request is deleted.
  public Optional<Acceptance> find(TaskId id) {
    return Optional.ofNullable(where("task_id = ?", id.value()).get(id));
  }

  /// Those of these tasks that no executor may have met: they are not known to be over.
  public Map<TaskId, Acceptance> unended(Collection<TaskId> ids) {
    return where("task_id = any(?) and ended_at is null", values(ids));
  }

  /// Those of these tasks whose request is still there.
  public Map<TaskId, Acceptance> find(Collection<TaskId> ids) {
    return where("task_id = any(?)", values(ids));
  }

  /// The executors that each of these tasks belongs to. One whose request is deleted belongs to
  /// nobody any more, and whatever is sent to the default group about it comes to nothing.
  public Map<TaskId, ExecutorGroup> owners(Collection<TaskId> ids) {
    Map<TaskId, ExecutorGroup> owners = new HashMap<>();
    ids.forEach(id -> owners.put(id, ExecutorGroup.DEFAULT));
    database
        .sql(
            """
            select task_id, executor_group from request
            where task_id = any(?) and executor_group is not null
            """)
        .param(values(ids))
        .query(row -> {
          owners.put(
              new TaskId(row.getObject("task_id", UUID.class)),
              new ExecutorGroup(row.getString("executor_group")));
        });
    return owners;
  }

  /// The children of a task that are not known to be over, by their ids.
  public SortedMap<TaskId, Acceptance> unendedChildren(TaskId parent) {
    return where("parent_id = ? and ended_at is null", parent.value());
  }

  private SortedMap<TaskId, Acceptance> where(String condition, Object value) {
    SortedMap<TaskId, Acceptance> found = new TreeMap<>();
    database
        .sql("select " + StoredRequest.COLUMNS + " from request where " + condition)
        .param(value)
        .query(StoredRequest::of)
        .list()
        .forEach(
            stored -> found.put(stored.id(), new Acceptance(stored.createdAt(), stored.request())));
    return found;
  }

  private static UUID[] values(Collection<TaskId> ids) {
    return ids.stream().map(TaskId::value).toArray(UUID[]::new);
  }
}
