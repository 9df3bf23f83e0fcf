package dev.millrace.projection.postgres;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;

/// Forgets tasks that are past their time, the days of the history, and old dead letters.
///
/// A task goes in the same statement as its share of the counters. A crash leaves the rest for the
/// next run.
public final class TaskExpiry {

  private final JdbcTemplate jdbc;
  private final HistoryPartitions partitions;

  public TaskExpiry(JdbcTemplate jdbc, HistoryPartitions partitions) {
    this.jdbc = jdbc;
    this.partitions = partitions;
  }

  /// Deletes ended tasks that expired, oldest first, in one transaction.
  ///
  /// Tasks that are being written are left for the next time.
  ///
  /// @param most tasks deleted
  /// @return how many were
  public int deleteExpired(Instant now, int most) {
    Integer deleted =
        jdbc.queryForObject(
            """
            with expired as (
              select task_id from task where expires_at <= ?
              order by expires_at limit ? for update skip locked
            ), gone as (
              delete from task t using expired e where t.task_id = e.task_id
              returning t.user_id, t.type, t.status
            ), moves as (
              select user_id, type, status, count(*) as tasks from gone
              group by user_id, type, status order by user_id, type, status
            ), counted as (
              insert into task_count as c (user_id, type, status, tasks)
              select user_id, type, status, -tasks from moves
              on conflict (user_id, type, status) do update set tasks = c.tasks + excluded.tasks
              returning 1
            )
            select count(*)::int from gone
            """,
            Integer.class,
            now.atOffset(ZoneOffset.UTC),
            most);
    return deleted == null ? 0 : deleted;
  }

  /// Deletes dead letters that were given up before a time, oldest first, in one transaction.
  ///
  /// @return how many were
  public int deleteLetters(Instant before, int most) {
    return new DeadLetterRows(jdbc).deleteBefore(before, most);
  }

  /// Makes the next days' partitions and drops those that are kept no longer.
  ///
  /// @return partitions dropped
  public int turnPartitions() {
    partitions.ensureAhead();
    return partitions.dropOld();
  }
}
