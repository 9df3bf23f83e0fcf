package dev.millrace.executor.store.postgres;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.Topics;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.retry.RetryRows;
import dev.millrace.executor.store.rows.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tasks that wait for another attempt, or for their time after a resume, in PostgreSQL.
///
/// An overdue task is marked when it is taken, and taken again only minutes later: it may stand in
/// a long queue of its work topic. If the process dies after the mark, those minutes pass. A task
/// in the waiting room is not overdue: it needs no work item any more.
public final class PostgresRetryRows implements RetryRows {

  /// Stands in the work items that are sent again, and in no fact.
  private static final Actor SWEEP =
      new Actor(new UserId("millrace"), "nobody had taken its work item");

  private final JdbcClient database;
  private final Clock clock;
  private final ExecutorGroup group;

  /// @param group whose database it is
  public PostgresRetryRows(JdbcClient database, Clock clock, ExecutorGroup group) {
    this.database = database;
    this.clock = clock;
    this.group = group;
  }

  @Override
  public Map<TaskId, Waiting> waiting(Collection<TaskId> tasks) {
    record Row(TaskId taskId, Waiting waiting) {}
    return database
        .sql(
            """
            select task_id, type, priority, seq from millrace_engine.run
            where task_id = any(?::uuid[]) and state in ('retry', 'scheduled')
              and waiting_attempt is null
            """)
        .param(tasks.stream().map(TaskId::toString).toArray(String[]::new))
        .query((row, _) -> new Row(taskId(row), new Waiting(workTopic(row), row.getLong("seq"))))
        .list()
        .stream()
        .collect(Collectors.toMap(Row::taskId, Row::waiting));
  }

  @Override
  public List<Overdue> takeOverdue(int limit) {
    Instant now = clock.instant();
    List<Overdue> overdue = new ArrayList<>(overdueRetries(limit, now));
    overdue.addAll(unclaimed(limit, now));
    return overdue;
  }

  private List<Overdue> overdueRetries(int limit, Instant now) {
    return database
        .sql(
            """
            with overdue as (
              select task_id from millrace_engine.run
              where state in ('retry', 'scheduled') and waiting_attempt is null
                and retry_at < now() - interval '30 seconds'
                and (forwarded_at is null or forwarded_at < now() - interval '5 minutes')
              order by retry_at limit ? for update skip locked)
            update millrace_engine.run r set forwarded_at = now() from overdue o where r.task_id = o.task_id
            returning r.task_id, r.type, r.priority, r.seq, r.outcome
            """)
        .param(limit)
        .query((row, _) -> overdue(row, now))
        .list();
  }

  /// Resumed and redriven tasks that nobody has claimed for long: their work item may be lost.
  private List<Overdue> unclaimed(int limit, Instant now) {
    return database
        .sql(
            """
            with unclaimed as (
              select task_id from millrace_engine.run
              where state = 'pending' and waiting_attempt is null
                and (forwarded_at is null or forwarded_at < now() - interval '5 minutes')
              order by forwarded_at limit ? for update skip locked)
            update millrace_engine.run r set forwarded_at = now() from unclaimed u where r.task_id = u.task_id
            returning r.task_id, r.type, r.priority, r.seq
            """)
        .param(limit)
        .query((row, _) ->
            new Overdue(
                workTopic(row),
                new Fact(taskId(row), row.getLong("seq"), now, new TaskResumed(SWEEP))))
        .list();
  }

  private Overdue overdue(ResultSet row, Instant now) throws SQLException {
    TaskState state = new Json(Rows.text(row, "outcome")).as(TaskState.class);
    TaskEvent event =
        state instanceof TaskState.Retrying(int attempt, TaskError error, Instant retryAt)
            ? new TaskRetryScheduled(attempt, error, retryAt)
            : new TaskResumed(SWEEP);
    return new Overdue(workTopic(row), new Fact(taskId(row), row.getLong("seq"), now, event));
  }

  private String workTopic(ResultSet row) throws SQLException {
    return Topics.work(
        group, new TaskType(Rows.text(row, "type")), Priority.parse(Rows.text(row, "priority")));
  }

  private static TaskId taskId(ResultSet row) throws SQLException {
    return TaskId.parse(Rows.text(row, "task_id"));
  }
}
