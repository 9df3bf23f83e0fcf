package dev.millrace.api.control;

import dev.millrace.api.query.action.TaskAction;
import dev.millrace.events.task.TaskId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What tasks were asked for: readers are shown no older state after that, at whichever process.
///
/// No fact tells of a pause that is still on its way to the owner of its task, so only this says
/// that there is something that a resume can take back.
final class PendingControlRows {

  private final JdbcClient database;

  PendingControlRows(JdbcClient database) {
    this.database = database;
  }

  boolean pauseMayBeOnItsWay(TaskId id) {
    return database
        .sql("select pause_asked_at is not null from request where task_id = ?")
        .param(id.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /// Within the transaction that writes the command: what was asked last counts.
  ///
  /// @param sequence of the newest fact that the one who asks was shown
  void remember(TaskId id, TaskAction action, long sequence) {
    database
        .sql(
            """
            update request set asked = ?, asked_at = now(), asked_sequence = ?,
              pause_asked_at = case when ? then now() end
            where task_id = ?
            """)
        .params(action.verb(), sequence, action == TaskAction.PAUSE, id.value())
        .update();
  }
}
