package dev.millrace.api.deadletter.redrive;

import dev.millrace.api.repeat.Throttle;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The queued letters of redrives under way. All of it needs the caller's transaction, in which the
/// redrive's row stays locked, so that one process at a time works on it.
public class RedriveQueue {

  private final JdbcClient database;

  public RedriveQueue(JdbcClient database) {
    this.database = database;
  }

  /// A redrive of which a part may go now.
  public record Job(UUID id, Throttle pace) {}

  /// A letter whose turn has come.
  ///
  /// @param tries how often sending it has failed
  public record Turn(UUID letterId, @Nullable UUID taskId, Actor by, int tries) {}

  /// The redrive that is due first, unless other processes have all of them in hand.
  public Optional<Job> due() {
    return database
        .sql(
            """
            select id, rate_per_second from redrive_job
            where finished_at is null and next_at <= now()
            order by next_at limit 1 for update skip locked
            """)
        .query((row, _) ->
            new Job(
                row.getObject("id", UUID.class),
                new Throttle(row.getObject("rate_per_second", Integer.class))))
        .optional();
  }

  /// The oldest letters first; those that failed before come last.
  public List<Turn> next(Job job) {
    return database
        .sql(
            """
            select id, task_id, user_id, why, tries from dead_letter_decision
            where job_id = ? and state = 'queued' order by tries, time, id limit ?
            """)
        .params(job.id(), job.pace().part())
        .query((row, _) ->
            new Turn(
                row.getObject("id", UUID.class),
                row.getObject("task_id", UUID.class),
                new Actor(new UserId(row.getString("user_id")), row.getString("why")),
                row.getInt("tries")))
        .list();
  }

  public void redriven(Collection<UUID> letters, @Nullable String note) {
    update(
        """
        update dead_letter_decision set state = 'redriven', decided_at = now(), note = ?
        where id = any(?) and state = 'queued'
        """,
        letters,
        note);
  }

  void reopen(Collection<UUID> letters) {
    if (!letters.isEmpty()) {
      database
          .sql("delete from dead_letter_decision where id = any(?) and state = 'queued'")
          .param(letters.toArray(UUID[]::new))
          .update();
    }
  }

  public void failed(Collection<UUID> letters, String note) {
    update(
        """
        update dead_letter_decision set tries = tries + 1, note = ?
        where id = any(?) and state = 'queued'
        """,
        letters,
        note);
  }

  /// When the redrive may go on.
  public void wait(Job job, Duration time) {
    database
        .sql(
            """
            update redrive_job set next_at = now() + ? * interval '1 millisecond' where id = ?
            """)
        .params(time.toMillis(), job.id())
        .update();
  }

  public void finish(Job job) {
    database
        .sql("update redrive_job set finished_at = now() where id = ?")
        .param(job.id())
        .update();
  }

  private void update(String sql, Collection<UUID> letters, @Nullable String note) {
    if (!letters.isEmpty()) {
      database.sql(sql).param(note).param(letters.toArray(UUID[]::new)).update();
    }
  }
}
