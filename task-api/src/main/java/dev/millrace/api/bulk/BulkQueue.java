package dev.millrace.api.bulk;

import dev.millrace.api.query.action.TaskAction;
import dev.millrace.api.query.filter.Position;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The bulk-control tasks under way, and how far the commands of each are written: the table
/// `bulk_control`.
///
/// A task's row is made when the task is first met here, or first cancelled or paused.
public final class BulkQueue {

  private final JdbcClient database;

  public BulkQueue(JdbcClient database) {
    this.database = database;
  }

  /// A task whose next part may go.
  ///
  /// @param reached null before the first part
  /// @param walked whether all its commands are written
  record Job(
      TaskId id,
      UserId user,
      Json parameters,
      @Nullable String traceparent,
      @Nullable Position reached,
      long sent,
      boolean walked) {}

  /// Within the transaction that writes the command: who is cancelled or paused sends no more, and
  /// who is resumed or retried goes on. Of tasks of other types nothing is kept.
  public void follow(Collection<TaskId> tasks, TaskAction action) {
    boolean halted =
        switch (action) {
          case CANCEL, PAUSE -> true;
          case RESUME, REDRIVE -> false;
        };
    database
        .sql(
            """
            insert into bulk_control (task_id, halted)
            select task_id, ? from request where task_id = any(?) and type = ?
            on conflict (task_id) do update set halted = excluded.halted
            """)
        .param(halted)
        .param(tasks.stream().map(TaskId::value).toArray(UUID[]::new))
        .param(BulkControl.TYPE.value())
        .update();
  }

  /// Makes rows of tasks that are new.
  void adopt() {
    database
        .sql(
            """
            insert into bulk_control (task_id)
            select task_id from request r where type = 'bulk-control' and ended_at is null
              and not exists (select from bulk_control b where b.task_id = r.task_id)
            on conflict do nothing
            """)
        .update();
  }

  /// The task that is due first, unless other processes have all of them in hand. Its row stays
  /// locked until the end of the caller's transaction.
  ///
  /// `offset 0` has PostgreSQL look from the few rows here to the many requests: while it has no
  /// statistics yet, it would go through all that are in flight.
  Optional<Job> due() {
    return database
        .sql(
            """
            select b.task_id, r.user_id, r.parameters, r.traceparent, b.reached_at, b.reached_id,
              b.sent, b.walked_at is not null as walked
            from bulk_control b cross join lateral (
              select * from request where task_id = b.task_id and ended_at is null offset 0) r
            where not b.halted and b.next_at <= now()
            order by b.next_at limit 1 for update of b skip locked
            """)
        .query(BulkQueue::job)
        .optional();
  }

  /// A part has gone.
  ///
  /// @param reached null at the end
  void advance(Job job, @Nullable Position reached, int sent, Duration wait) {
    database
        .sql(
            """
            update bulk_control set reached_at = coalesce(?, reached_at),
              reached_id = coalesce(?, reached_id), sent = sent + ?,
              next_at = now() + ? * interval '1 millisecond',
              walked_at = case when ? then coalesce(walked_at, now()) end
            where task_id = ?
            """)
        .param(reached == null ? null : Timestamp.from(reached.createdAt()))
        .param(reached == null ? null : reached.id())
        .param(sent)
        .param(wait.toMillis())
        .param(reached == null)
        .param(job.id().value())
        .update();
  }

  /// Has a task wait whose part failed, so that others are not kept from theirs.
  void postpone(TaskId id, Duration wait) {
    database
        .sql(
            """
            update bulk_control set next_at = now() + ? * interval '1 millisecond'
            where task_id = ?
            """)
        .params(wait.toMillis(), id.value())
        .update();
  }

  /// No pause of these tasks is on its way any more.
  void forgetPauses(Collection<TaskId> tasks) {
    database
        .sql(
            """
            update request set pause_asked_at = null
            where task_id = any(?) and pause_asked_at is not null
            """)
        .param(tasks.stream().map(TaskId::value).toArray(UUID[]::new))
        .update();
  }

  /// Deletes the rows of tasks that are gone.
  void forget() {
    database
        .sql(
            """
            delete from bulk_control b
            where not exists (select from request r where r.task_id = b.task_id)
            """)
        .update();
  }

  private static Job job(ResultSet row, int number) throws SQLException {
    Timestamp reachedAt = row.getTimestamp("reached_at");
    return new Job(
        new TaskId(row.getObject("task_id", UUID.class)),
        new UserId(row.getString("user_id")),
        new Json(row.getString("parameters")),
        row.getString("traceparent"),
        reachedAt == null
            ? null
            : new Position(reachedAt.toInstant(), row.getObject("reached_id", UUID.class)),
        row.getLong("sent"),
        row.getBoolean("walked"));
  }
}
