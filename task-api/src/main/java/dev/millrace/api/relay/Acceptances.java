package dev.millrace.api.relay;

import dev.millrace.events.command.Acceptance;
import dev.millrace.events.task.TaskId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What was accepted, for commands that may reach an executor before the task's work item does.
public final class Acceptances {

  private final JdbcClient database;

  public Acceptances(JdbcClient database) {
    this.database = database;
  }

  /// The task as its caller was told of it; none when its request is deleted.
  public Optional<Acceptance> find(TaskId id) {
    return database
        .sql("select " + StoredRequest.COLUMNS + " from request where task_id = ?")
        .param(id.value())
        .query(StoredRequest::of)
        .optional()
        .map(stored -> new Acceptance(stored.createdAt(), stored.request()));
  }

  /// The children of a task that are not known to be over, by their ids.
  public SortedMap<TaskId, Acceptance> unendedChildren(TaskId parent) {
    SortedMap<TaskId, Acceptance> children = new TreeMap<>();
    database
        .sql(
            "select "
                + StoredRequest.COLUMNS
                + " from request where parent_id = ? and ended_at is null")
        .param(parent.value())
        .query(StoredRequest::of)
        .list()
        .forEach(stored ->
            children.put(stored.id(), new Acceptance(stored.createdAt(), stored.request())));
    return children;
  }
}
