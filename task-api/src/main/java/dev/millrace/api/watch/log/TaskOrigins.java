package dev.millrace.api.watch.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Knows whose tasks the facts are about: from the fact that accepts a task, from memory, or from
/// the table of requests, one query for all facts of a poll.
///
/// A task whose request has expired is nobody's: its facts are sent on no stream of many tasks.
public final class TaskOrigins {

  private static final int REMEMBERED = 50_000;

  private final Function<Set<? extends UUID>, Map<UUID, TaskOrigin>> table;
  private final Cache<UUID, TaskOrigin> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /// One that remembers none.
  ///
  /// @param table reads the origins of tasks, as many as there are
  public TaskOrigins(Function<Set<? extends UUID>, Map<UUID, TaskOrigin>> table) {
    this.table = table;
  }

  /// Those in the table of requests.
  public static TaskOrigins in(JdbcClient database) {
    return new TaskOrigins(tasks -> find(database, tasks));
  }

  /// The origins of the tasks that these are about, as far as they are known.
  ///
  /// @throws org.springframework.dao.DataAccessException when the database is needed and away
  public Map<UUID, TaskOrigin> of(Collection<LogEntry> entries) {
    Set<UUID> tasks = new HashSet<>();
    for (LogEntry entry : entries) {
      if (tasks.add(entry.task()) && remembered.getIfPresent(entry.task()) == null) {
        TaskOrigin stated = entry.sequence() == 0 ? entry.statedOrigin() : null;
        if (stated != null) {
          remembered.put(entry.task(), stated);
        }
      }
    }
    return remembered.getAll(tasks, table);
  }

  private static Map<UUID, TaskOrigin> find(JdbcClient database, Set<? extends UUID> tasks) {
    Map<UUID, TaskOrigin> found = new HashMap<>();
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
