package dev.millrace.api.watch;

import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Knows whose tasks the facts are about: from the fact that accepts a task, from memory, or from
/// the table of requests, one query for all facts of a poll.
///
/// A task whose request has expired is nobody's: its facts are told on no stream of many tasks.
class TaskOrigins {

  private static final int REMEMBERED = 50_000;

  private final JdbcClient database;
  private final Map<UUID, TaskOrigin> remembered =
      new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, TaskOrigin> eldest) {
          return size() > REMEMBERED;
        }
      };

  TaskOrigins(JdbcClient database) {
    this.database = database;
  }

  /// Writes into each entry whose task it is about.
  ///
  /// @throws org.springframework.dao.DataAccessException when the database is needed and away
  synchronized void resolve(Collection<LogEntry> entries) {
    Set<UUID> unknown = new HashSet<>();
    for (LogEntry entry : entries) {
      if (!entry.asked() && !remembered.containsKey(entry.task())) {
        TaskOrigin said = entry.sequence() == 0 ? entry.statedOrigin() : null;
        if (said == null) {
          unknown.add(entry.task());
        } else {
          remembered.put(entry.task(), said);
        }
      }
    }
    Map<UUID, TaskOrigin> found = unknown.isEmpty() ? Map.of() : find(unknown);
    remembered.putAll(found);
    for (LogEntry entry : entries) {
      if (!entry.asked()) {
        TaskOrigin origin = remembered.get(entry.task());
        entry.origin(origin == null ? found.get(entry.task()) : origin);
      }
    }
  }

  /// Reads them from the table.
  Map<UUID, TaskOrigin> find(Set<UUID> tasks) {
    Map<UUID, TaskOrigin> found = new LinkedHashMap<>();
    database
        .sql("select task_id, user_id, type, project_id from request where task_id = any(?)")
        .param(tasks.toArray(UUID[]::new))
        .query(row -> {
          found.put(
              row.getObject("task_id", UUID.class),
              new TaskOrigin(
                  new UserId(row.getString("user_id")),
                  new TaskType(row.getString("type")),
                  project(row.getString("project_id"))));
        });
    return found;
  }

  private static @Nullable ProjectId project(@Nullable String text) {
    return text == null ? null : new ProjectId(text);
  }
}
