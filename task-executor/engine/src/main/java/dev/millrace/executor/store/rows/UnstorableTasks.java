package dev.millrace.executor.store.rows;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.stored.DataRefusal;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StorableText;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TimeRange;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Ends tasks that no claim can ever store: each gets a row without what could not be stored, its
/// one final fact, and its dead letter, in one statement.
///
/// The row is guarded by its primary key, so a task ends here once, and never after somebody has
/// claimed it. A crash before the commit leaves nothing, and the work item comes again.
public final class UnstorableTasks {

  /// The error of such a task.
  public static final String CODE = "unstorable";

  private static final String UNSTORABLE_TEXT =
      "the parameters hold U+0000 or half of a surrogate pair, which no store can keep";

  private final JdbcClient database;
  private final RunLines lines;

  /// For those who meet such tasks outside the run store: nothing that is said here names an
  /// executor.
  public UnstorableTasks(JdbcClient database, Clock clock) {
    this(database, new RunLines(Unowned.ID, clock));
  }

  public UnstorableTasks(JdbcClient database, RunLines lines) {
    this.database = database;
    this.lines = lines;
  }

  /// Why no claim should try to store this request; null when nothing is known against it.
  ///
  /// @param data the request as JSON
  public static @Nullable TaskError objection(String data) {
    return StorableText.isStorableJson(data) ? null : new TaskError(CODE, UNSTORABLE_TEXT, false);
  }

  /// Ends a task, unless somebody has met it before.
  ///
  /// @return whether it has ended here
  public boolean end(AcceptedTask task, TaskError why) {
    TaskClaim none = new TaskClaim(task, 0, 0, 0, null);
    Outcome outcome = lines.outcome(none, new TaskFailed(0, why), Outcome.Cause.UNSTORABLE);
    try {
      return insert(outcome, lines.after(outcome));
    } catch (RuntimeException e) {
      if (!DataRefusal.isCauseOf(e)) {
        throw e;
      }
      // The letter holds what was asked for: the end is said without it, rather than not at all.
      return insert(outcome, lines.afterWithoutLetter(outcome));
    }
  }

  private boolean insert(Outcome outcome, String tail) {
    AcceptedTask task = outcome.claim().task();
    TaskRequested request = withoutContent(task.request());
    Instant requestedAt = TimeRange.nearest(task.requestedAt());
    return database
        .sql(
            """
            with ended as (
              insert into millrace_engine.run (task_id, type, priority, user_id, parent_id, state, attempt, epoch,
                  seq, owner, requested_at, started_at, ended_at, retention_ms, traceparent,
                  request, outcome, unstorable)
              values (?, ?, ?, ?, ?, ?, 0, 0, 1, '', ?::timestamptz, null, ?::timestamptz, ?, ?,
                  ?::json, ?::json, true)
              on conflict (task_id) do nothing
              returning seq, ?::text as tail)
            select count(*)::int as ended,
            """
                + Outbox.EMIT_SEQ_AND_TAIL
                + "::text from ended")
        .param(task.taskId().value())
        .param(request.type().value())
        .param(request.priority().wire())
        .param(request.userId().value())
        .param(request.parentId() == null ? null : request.parentId().value())
        .param(TaskStatus.FAILED.wire())
        .param(requestedAt.toString())
        .param(outcome.time().toString())
        .param(request.retention().toMillis())
        .param(task.traceparent())
        .param(Json.of(request).text())
        .param(Json.of(lines.stateAfter(outcome)).text())
        .param(tail)
        .query((row, _) -> row.getInt("ended") == 1)
        .single();
  }

  /// Fails a task that the run store holds and that can never be claimed, unless it has moved on.
  ///
  /// @return whether it has ended here
  public boolean end(WorkItem.Continued item, TaskError why) {
    Instant now = lines.now();
    TaskFailed failed = new TaskFailed(0, why);
    return database
        .sql(
            """
            with ended as (
              update millrace_engine.run set state = ?, outcome = ?::json, ended_at = ?::timestamptz,
                  retry_at = null, waiting_attempt = null, seq = seq + 1
              where task_id = ? and seq = ? and type = ?
                and state in ('retry', 'pending', 'scheduled')
              returning seq, ?::text as tail)
            select count(*)::int as ended,
            """
                + Outbox.EMIT_SEQ_AND_TAIL
                + "::text from ended")
        .param(TaskStatus.FAILED.wire())
        .param(Json.of(TaskLifecycle.after(null, new Fact(item.taskId(), 1, now, failed))).text())
        .param(now.toString())
        .param(item.taskId().value())
        .param(item.fact().sequence())
        .param(item.type().value())
        .param(lines.tail(item.taskId(), now, failed))
        .query((row, _) -> row.getInt("ended") == 1)
        .single();
  }

  private static TaskRequested withoutContent(TaskRequested request) {
    return new TaskRequested(
        request.type(),
        request.userId(),
        request.priority(),
        Json.EMPTY_OBJECT,
        request.projectId(),
        request.parentId(),
        null,
        null,
        0,
        null,
        null,
        TimeRange.nearest(request.retention()),
        request.group());
  }
}
