package dev.millrace.listener;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.schema.OwnSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What listeners know of tasks: which ones they wait for, which ends they have heard, and which
/// ends wait for another time. In the schema `millrace_listener` of the application's database.
final class EndedTasks {

  static final OwnSchema TABLES = new OwnSchema("millrace_listener", "db/millrace-listener");

  private static final int LONGEST_ERROR = 2_000;
  private static final int FORGOTTEN_AT_ONCE = 10_000;

  private final DataSource source;
  private final JdbcTemplate jdbc;
  private final JdbcClient database;

  EndedTasks(DataSource database) {
    this.source = database;
    this.jdbc = new JdbcTemplate(database);
    this.database = JdbcClient.create(jdbc);
  }

  /// An end that waits for another time.
  record Waiting(String listener, Fact end, int failures) {

    TaskEvent.Final event() {
      return (TaskEvent.Final) end.event();
    }
  }

  /// Remembers tasks that were submitted.
  ///
  /// @param requested facts of [TaskRequested]
  void remember(List<Fact> requested) {
    jdbc.batchUpdate(
        """
        insert into millrace_listener.task (task_id, type, user_id, project_id, requested_at)
        values (?, ?, ?, ?, ?) on conflict (task_id) do nothing
        """,
        requested.stream().map(EndedTasks::row).toList());
  }

  private static @Nullable Object[] row(Fact fact) {
    var request = (TaskRequested) fact.event();
    ProjectId project = request.projectId();
    return new @Nullable Object[] {
      fact.taskId().value(),
      request.type().value(),
      request.userId().value(),
      project == null ? null : project.value(),
      Timestamp.from(fact.time())
    };
  }

  /// A task that was submitted, of a type that somebody listens to.
  record Known(TaskType type, UserId userId, @Nullable ProjectId projectId) {

    /// The task at one of its ends: one that was put back to work has several.
    TaskEnd.Ended at(Fact end) {
      return new TaskEnd.Ended(end.taskId(), type, userId, projectId, end.sequence(), end.time());
    }
  }

  /// What is known of the tasks that end so.
  Map<TaskId, Known> of(Collection<Fact> ends) {
    Map<TaskId, Known> found = new HashMap<>();
    if (!ends.isEmpty()) {
      database
          .sql(
              "select task_id, type, user_id, project_id from millrace_listener.task where task_id = any(?)")
          .param(ends.stream().map(end -> end.taskId().value()).toArray(UUID[]::new))
          .query(row -> {
            found.put(new TaskId(row.getObject("task_id", UUID.class)), known(row));
          });
    }
    return found;
  }

  private static Known known(ResultSet row) throws SQLException {
    String project = row.getString("project_id");
    return new Known(
        new TaskType(row.getString("type")),
        new UserId(row.getString("user_id")),
        project == null ? null : new ProjectId(project));
  }

  /// Writes down, in the caller's transaction, that a listener hears an end now. Whoever hears the
  /// same at the same time waits here, and then has heard it.
  ///
  /// @return whether it has not heard it before
  /// @throws IllegalStateException when the transaction is one of another data source: the two
  ///   would not be one
  boolean hears(String listener, TaskEnd.Ended task) {
    if (!TransactionSynchronizationManager.hasResource(source)) {
      throw new IllegalStateException(
          "the application's transaction manager is not for its data source: a listener and what it"
              + " has heard would not be one transaction");
    }
    boolean isNew =
        database
                .sql(
                    """
                    insert into millrace_listener.heard as h (listener, task_id, sequence)
                    values (?, ?, ?)
                    on conflict (listener, task_id) do update set sequence = excluded.sequence
                    where h.sequence < excluded.sequence
                    """)
                .params(listener, task.id().value(), task.sequence())
                .update()
            == 1;
    if (isNew) {
      database
          .sql("update millrace_listener.task set ended_at = now() where task_id = ?")
          .param(task.id().value())
          .update();
    }
    return isNew;
  }

  /// Has an end wait.
  void putOff(String listener, Fact end, int failures, Duration pause, Throwable why) {
    CloudEvent event = TaskCodec.write(end, "", null);
    String error = why.toString();
    database
        .sql(
            """
            insert into millrace_listener.waiting (listener, task_id, sequence, event_type, event_time,
              event_data, failures, error, next_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, now() + ? * interval '1 millisecond')
            on conflict (listener, task_id, sequence) do update
            set failures = excluded.failures, error = excluded.error, next_at = excluded.next_at
            """)
        .params(
            listener,
            end.taskId().value(),
            end.sequence(),
            event.type(),
            Timestamp.from(end.time()),
            event.data(),
            failures,
            error.substring(0, Math.min(error.length(), LONGEST_ERROR)).replace("\0", ""),
            pause.toMillis())
        .update();
  }

  /// The end that has waited longest beyond its time, for the caller's transaction alone.
  Optional<Waiting> due() {
    return database
        .sql(
            """
            select listener, task_id, sequence, event_type, event_time, event_data, failures
            from millrace_listener.waiting where next_at <= now()
            order by next_at limit 1 for update skip locked
            """)
        .query(EndedTasks::read)
        .optional();
  }

  private static Waiting read(ResultSet row, int number) throws SQLException {
    String id = row.getString("task_id");
    Instant time = row.getTimestamp("event_time").toInstant();
    var event =
        new CloudEvent(
            id + ":" + row.getLong("sequence"),
            row.getString("event_type"),
            "",
            id,
            time,
            null,
            row.getString("event_data"));
    return new Waiting(
        row.getString("listener"),
        Objects.requireNonNull(TaskCodec.readFact(event)),
        row.getInt("failures"));
  }

  void waitsNoMore(Waiting one) {
    database
        .sql(
            "delete from millrace_listener.waiting where listener = ? and task_id = ? and sequence = ?")
        .params(one.listener(), one.end().taskId().value(), one.end().sequence())
        .update();
  }

  long waiting() {
    return database
        .sql("select count(*) from millrace_listener.waiting")
        .query(Long.class)
        .single();
  }

  /// Forgets some tasks that ended long ago, and what was heard of them.
  void forget(Duration after) {
    database
        .sql(
            """
            with old as (
              delete from millrace_listener.task t where t.task_id in (
                select task_id from millrace_listener.task
                where ended_at < now() - ? * interval '1 millisecond'
                order by ended_at limit ?)
              and not exists (select from millrace_listener.waiting w where w.task_id = t.task_id)
              returning task_id)
            delete from millrace_listener.heard where task_id in (select task_id from old)
            """)
        .params(after.toMillis(), FORGOTTEN_AT_ONCE)
        .update();
  }
}
