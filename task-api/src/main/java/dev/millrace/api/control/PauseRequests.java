package dev.millrace.api.control;

import dev.millrace.events.task.TaskId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Pauses that may still be on their way to the owner of a task. No fact tells of them, so only
/// this says that there is something that a resume can take back.
final class PauseRequests {

  private final JdbcClient database;

  PauseRequests(JdbcClient database) {
    this.database = database;
  }

  boolean mayBeOnItsWay(TaskId id) {
    return database
        .sql("select pause_asked_at is not null from request where task_id = ?")
        .param(id.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /// Within the transaction that writes the command: what was asked last counts.
  void remember(TaskId id, Wish wish) {
    String sql =
        switch (wish) {
          case PAUSE -> "update request set pause_asked_at = now() where task_id = ?";
          case CANCEL, RESUME, RETRY ->
              """
              update request set pause_asked_at = null
              where task_id = ? and pause_asked_at is not null
              """;
        };
    database.sql(sql).param(id.value()).update();
  }
}
