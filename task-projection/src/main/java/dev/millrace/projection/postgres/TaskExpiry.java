package dev.millrace.projection.postgres;

import java.time.Instant;
import java.time.OffsetDateTime;
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

  /// Deletes ended tasks that expired, those first that were to go first, in one transaction.
  ///
  /// Tasks that are being written are left for later.
  ///
  /// @param most tasks deleted, and a few more: as many as are named together
  /// @return how many were
  public int deleteExpired(Instant now, int most) {
    OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
    Integer deleted =
        jdbc.queryForObject(
            """
            with due as (
              delete from task_expiry where ctid = any(array(
                select ctid from task_expiry where due <= ?
                order by due limit ? for update skip locked))
              returning tasks
            ), named as (
              select distinct unnest(tasks) as task_id from due
            ), expired as (
              select t.task_id from named n join task t on t.task_id = n.task_id
              where t.expires_at <= ? for update of t skip locked
            ), gone as (
              delete from task t using expired e where t.task_id = e.task_id
              returning t.task_id, t.user_id, t.type, t.status, t.created_at
            ), unlisted as (
              delete from task_standing s using gone g
              where s.user_id = g.user_id and s.standing = g.status
                and s.created_at = g.created_at and s.task_id = g.task_id
            ), moves as (
              select user_id, type, status, count(*) as tasks from gone
              group by user_id, type, status order by user_id, type, status
            ), counted as (
              insert into task_count as c (user_id, type, status, tasks)
              select user_id, type, status, -tasks from moves
              on conflict (user_id, type, status) do update set tasks = c.tasks + excluded.tasks
              returning 1
            ), left_over as (
              insert into task_expiry (due, tasks)
              select ?::timestamptz + interval '1 minute', array_agg(t.task_id)
              from named n join task t on t.task_id = n.task_id
              where t.expires_at <= ? and t.task_id not in (select task_id from expired)
              having count(*) > 0
            )
            select count(*)::int from gone
            """,
            Integer.class,
            time,
            Math.max(1, most / ExpiryRows.MOST),
            time,
            time,
            time);
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
