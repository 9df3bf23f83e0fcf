package dev.millrace.api.finalstatus;

import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Deletes the requests of tasks whose retention is over, in small transactions.
///
/// A row of `request_expiry` names tasks that may go; whether one does is said by its own row, so a
/// task that is redriven meanwhile stays. Tasks that are being written are left for later. A crash
/// leaves the rest for the next run.
final class ExpiredRequests {

  private static final int BATCH = 1_000;

  private static final String DELETE =
      String.format(
          Locale.ROOT,
          """
          with due as (
            delete from request_expiry where ctid = any(array(
              select ctid from request_expiry where due <= now()
              order by due limit %d for update skip locked))
            returning tasks
          ), named as (
            select distinct unnest(tasks) as task_id from due
          ), expired as (
            select r.task_id from named n join request r on r.task_id = n.task_id
            where r.expires_at <= now() for update of r skip locked
          ), gone as (
            delete from request r using expired e where r.task_id = e.task_id
          ), left_over as (
            insert into request_expiry (due, tasks)
            select now() + interval '1 minute', array_agg(r.task_id)
            from named n join request r on r.task_id = n.task_id
            where r.expires_at <= now() and r.task_id not in (select task_id from expired)
            having count(*) > 0
          )
          select count(*) from due
          """,
          BATCH / EndedSql.NAMED_TOGETHER);

  private final JdbcClient database;

  ExpiredRequests(JdbcClient database) {
    this.database = database;
  }

  void delete() {
    long rows;
    do {
      rows = database.sql(DELETE).query(Long.class).single();
    } while (rows > 0);
  }
}
