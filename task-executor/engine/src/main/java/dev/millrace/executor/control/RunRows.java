package dev.millrace.executor.control;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.command.Acceptance;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.store.rows.Rows;
import dev.millrace.executor.store.rows.Unowned;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The statements by which commands change the run store's rows. All of them need the caller's
/// transaction, and all but the first two need the row to be locked in it.
///
/// A command is rare and single, so each change is a statement of its own.
final class RunRows {

  private final JdbcClient database;

  RunRows(JdbcClient database) {
    this.database = database;
  }

  /// Writes down a task that nobody has started, unless it is there.
  ///
  /// @param waiting where it stands
  void writeDown(TaskId task, Acceptance accepted, TaskStatus waiting) {
    database
        .sql(
            """
            insert into millrace_engine.run (task_id, type, priority, user_id, state, attempt, epoch, seq, owner,
                requested_at, started_at, request, parent_id, retention_ms)
            values (?, ?, ?, ?, ?, 0, 0, 0, '', ?::timestamptz, null, ?::json, ?, ?)
            on conflict (task_id) do nothing
            """)
        .param(task.value())
        .param(accepted.request().type().value())
        .param(accepted.request().priority().wire())
        .param(accepted.request().userId().value())
        .param(waiting.wire())
        .param(accepted.requestedAt().toString())
        .param(Json.of(accepted.request()).text())
        .param(accepted.request().parentId() == null ? null : accepted.request().parentId().value())
        .param(accepted.request().retention().toMillis())
        .update();
  }

  Map<TaskId, RunRow> lock(Collection<TaskId> tasks) {
    Map<TaskId, RunRow> rows = new HashMap<>();
    database
        .sql(
            """
            select task_id, type, priority, owner, traceparent, seq, state, attempt,
              cancel_requested is not null as cancel_asked,
              pause_requested is not null as pause_asked,
              saga, unstorable,
              case when state in ('scheduled', 'pending', 'paused') and redriven_at is null
                then request end as request
            from millrace_engine.run where task_id = any(?::uuid[]) order by task_id for update
            """)
        .param(tasks.stream().map(TaskId::toString).toArray(String[]::new))
        .query((row, _) -> read(row))
        .list()
        .forEach(row -> rows.put(row.taskId(), row));
    return rows;
  }

  void askToCancel(RunRow.Step step, Actor actor) {
    require(
        database
            .sql(
                "update millrace_engine.run set state = ?, seq = ?, cancel_requested = ?::json where task_id = ?")
            .param(step.state().status().wire())
            .param(step.fact().sequence())
            .param(Json.of(actor).text())
            .param(step.row().taskId().value())
            .update());
  }

  /// Has a waiting task taken over, for its steps to be undone.
  void askToUndo(RunRow.Step step, Actor actor) {
    Unowned.ensure(database);
    require(
        database
            .sql(
                """
                update millrace_engine.run set state = ?, seq = ?, cancel_requested = ?::json, owner = ?,
                    outcome = null, retry_at = null, pause_requested = null,
                    waiting_attempt = null
                where task_id = ?
                """)
            .param(step.state().status().wire())
            .param(step.fact().sequence())
            .param(Json.of(actor).text())
            .param(Unowned.ID.value())
            .param(step.row().taskId().value())
            .update());
  }

  void askToPause(RunRow row, Actor actor) {
    require(
        database
            .sql(
                """
                update millrace_engine.run set pause_requested = ?::json, resume_requested = null where task_id = ?
                """)
            .param(Json.of(actor).text())
            .param(row.taskId().value())
            .update());
  }

  /// Takes the pause back. Who did it stays in the row for an owner that has heard of the pause
  /// already and cannot be stopped any more from pausing.
  void withdrawPause(RunRow row, Actor actor) {
    require(
        database
            .sql(
                """
                update millrace_engine.run set pause_requested = null, resume_requested = ?::json where task_id = ?
                """)
            .param(Json.of(actor).text())
            .param(row.taskId().value())
            .update());
  }

  /// Ends a task that nothing runs.
  void end(RunRow.Step step) {
    require(
        database
            .sql(
                """
                update millrace_engine.run set state = ?, seq = ?, outcome = ?::json, ended_at = ?::timestamptz,
                    retry_at = null, waiting_attempt = null
                where task_id = ?
                """)
            .param(step.state().status().wire())
            .param(step.fact().sequence())
            .param(Json.of(step.state()).text())
            .param(step.fact().time().toString())
            .param(step.row().taskId().value())
            .update());
  }

  /// Puts a waiting task aside. `retry_at` stays: it says that its last attempt has ended.
  void putAside(RunRow.Step step) {
    require(
        database
            .sql(
                """
                update millrace_engine.run set state = ?, seq = ?, outcome = ?::json, pause_requested = null,
                    waiting_attempt = null
                where task_id = ?
                """)
            .param(step.state().status().wire())
            .param(step.fact().sequence())
            .param(Json.of(step.state()).text())
            .param(step.row().taskId().value())
            .update());
  }

  /// Lets a paused task wait for an executor; what was asked of its last run is answered.
  void makeRunnable(RunRow.Step step) {
    require(
        database
            .sql(
                """
                update millrace_engine.run set state = ?, seq = ?, outcome = null, pause_requested = null,
                    forwarded_at = now()
                where task_id = ?
                """)
            .param(step.state().status().wire())
            .param(step.fact().sequence())
            .param(step.row().taskId().value())
            .update());
  }

  /// Lets a paused task that was never started wait for its time, as a retry waits for its own.
  void scheduleAgain(RunRow.Step step, Instant runAt) {
    require(
        database
            .sql(
                """
                update millrace_engine.run set state = ?, seq = ?, outcome = ?::json, pause_requested = null,
                    retry_at = ?::timestamptz, forwarded_at = null
                where task_id = ?
                """)
            .param(step.state().status().wire())
            .param(step.fact().sequence())
            .param(Json.of(step.state()).text())
            .param(runAt.toString())
            .param(step.row().taskId().value())
            .update());
  }

  /// Lets an ended task wait for an executor; its attempts so far do not count any more. Its next
  /// attempt is a new one and due at once, which a pause before it must not forget. Its time begins
  /// anew, too. A saga whose steps are all undone begins afresh; one that is not goes on where it
  /// stopped.
  void makeRunnableAfresh(RunRow.Step step) {
    require(
        database
            .sql(
                """
                update millrace_engine.run set state = ?, seq = ?, outcome = null, ended_at = null,
                    retry_at = ?::timestamptz, cancel_requested = null, pause_requested = null,
                    resume_requested = null, takeovers = 0, attempts_before = attempt,
                    redriven_at = ?::timestamptz, forwarded_at = now(),
                    request = coalesce(?::json, request),
                    saga = case when ? then saga end, saga_end = case when ? then saga_end end
                where task_id = ?
                """)
            .param(step.state().status().wire())
            .param(step.fact().sequence())
            .param(step.fact().time().toString())
            .param(step.fact().time().toString())
            .param(restarted(step))
            .param(step.row().standing().hasSteps())
            .param(step.row().standing().hasSteps())
            .param(step.row().taskId().value())
            .update());
  }

  /// The request with its limit counted from the redrive; null where there is no limit.
  private @Nullable String restarted(RunRow.Step step) {
    return database
        .sql(
            """
            select request, coalesce(redriven_at, requested_at) as since from millrace_engine.run where task_id = ?
            """)
        .param(step.row().taskId().value())
        .query((row, _) ->
            RestartedLimit.of(
                new Json(text(row, "request")),
                row.getTimestamp("since").toInstant(),
                step.fact().time()))
        .single()
        .map(Json::text)
        .orElse(null);
  }

  /// The rows are locked, so a change that misses its row is a bug, and must not be half done.
  private static void require(int changed) {
    if (changed != 1) {
      throw new IllegalStateException("a locked row of the run store is gone");
    }
  }

  private static RunRow read(ResultSet row) throws SQLException {
    return new RunRow(
        TaskId.parse(text(row, "task_id")),
        new TaskType(text(row, "type")),
        Priority.parse(text(row, "priority")),
        text(row, "owner"),
        row.getString("traceparent"),
        row.getLong("seq"),
        new Standing(
            TaskStatus.parse(text(row, "state")),
            row.getInt("attempt"),
            row.getBoolean("cancel_asked"),
            row.getBoolean("pause_asked"),
            runAt(row),
            Rows.hasSteps(row),
            row.getBoolean("unstorable")));
  }

  private static @Nullable Instant runAt(ResultSet row) throws SQLException {
    String request = row.getString("request");
    return request == null ? null : new Json(request).as(TaskRequested.class).runAt();
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }
}
