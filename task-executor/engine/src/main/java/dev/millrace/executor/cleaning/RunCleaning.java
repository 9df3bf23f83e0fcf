package dev.millrace.executor.cleaning;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;

/// Deletes from the run store what nobody asks for any more, in small transactions.
///
/// An ended task's row is what drops late copies of its work item, and what a redrive starts from.
/// So it stays for longer than Kafka keeps a work item, and for as long as the task is visible.
/// Several executors may clean at once: each passes over the rows that another one has in hand. A
/// crash leaves the rest for the next round.
public final class RunCleaning {

  private static final Logger LOG = LoggerFactory.getLogger(RunCleaning.class);
  private static final int BATCH = 500;

  /// An executor that was away for longer finds itself unknown, and begins as a new one does.
  private static final Duration DEAD_EXECUTORS = Duration.ofDays(1);

  private final JdbcClient database;
  private final CleaningSettings settings;

  public RunCleaning(JdbcClient database, CleaningSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /// Deletes all that is old enough now.
  public void clean() {
    all(this::sayRetention);
    int tasks = all(this::endedTasks);
    int commands = all(this::appliedCommands);
    int executors = deadExecutors();
    bulkAnswers();
    if (tasks + commands + executors > 0) {
      LOG.info("Forgot {} ended tasks, {} commands, {} dead executors", tasks, commands, executors);
    }
  }

  /// Older rows do not say by themselves how long their tasks stay visible: their requests do.
  private int sayRetention() {
    record Old(UUID taskId, long retention) {}
    List<Old> rows =
        database
            .sql(
                """
                select task_id, request from millrace_engine.run
                where ended_at < now() - ? * interval '1 second' and retention_ms is null limit ?
                """)
            .param(settings.keep().toSeconds())
            .param(BATCH)
            .query((row, _) ->
                new Old(row.getObject("task_id", UUID.class), retention(row.getString("request"))))
            .list();
    database
        .sql(
            """
            update millrace_engine.run r set retention_ms = o.retention
            from unnest(?::uuid[], ?::bigint[]) as o(task_id, retention)
            where r.task_id = o.task_id and r.retention_ms is null
            """)
        .param(rows.stream().map(Old::taskId).toArray(UUID[]::new))
        .param(rows.stream().mapToLong(Old::retention).toArray())
        .update();
    return rows.size();
  }

  /// A request that says none has nobody to see it.
  private static long retention(@Nullable String request) {
    record Kept(@Nullable Duration retention) {}
    try {
      Duration retention = request == null ? null : new Json(request).as(Kept.class).retention();
      return retention == null ? 0 : TimeRange.nearest(retention).toMillis();
    } catch (JacksonException e) {
      return 0;
    }
  }

  private int endedTasks() {
    return database
        .sql(
            """
            delete from millrace_engine.run r using (
              select task_id from millrace_engine.run
              where ended_at < now() - ? * interval '1 second'
                and ended_at + retention_ms * interval '1 millisecond' < now()
              limit ? for update skip locked) old
            where r.task_id = old.task_id
            """)
        .param(settings.keep().toSeconds())
        .param(BATCH)
        .update();
  }

  private int appliedCommands() {
    return database
        .sql(
            """
            delete from millrace_engine.applied_command where ctid in (
              select ctid from millrace_engine.applied_command
              where applied_at < now() - ? * interval '1 second' limit ? for update skip locked)
            """)
        .param(settings.keep().toSeconds())
        .param(BATCH)
        .update();
  }

  /// What bulk-control tasks counted that are forgotten.
  private void bulkAnswers() {
    database
        .sql(
            """
            delete from millrace_engine.bulk_answer b where changed_at < now() - ? * interval '1 second'
              and not exists (select from millrace_engine.run r where r.task_id = b.task_id)
            """)
        .param(settings.keep().toSeconds())
        .update();
  }

  /// Those that hold nothing; the tasks of the others are taken over first.
  private int deadExecutors() {
    return database
        .sql(
            """
            delete from millrace_engine.executor where id in (
              select id from millrace_engine.executor e
              where lease_until < now() - ? * interval '1 second'
                and not exists (select from millrace_engine.run r where r.owner = e.id
                    and r.state in ('running', 'cancelling', 'compensating'))
              limit ? for update skip locked)
            """)
        .param(DEAD_EXECUTORS.toSeconds())
        .param(BATCH)
        .update();
  }

  private int all(IntSupplier batch) {
    int total = 0;
    int part;
    do {
      part = batch.getAsInt();
      total += part;
    } while (part == BATCH && !Thread.currentThread().isInterrupted());
    return total;
  }
}
