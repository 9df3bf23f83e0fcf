package dev.millrace.api.finalstatus;

import java.util.Locale;

/// What follows where the end of tasks, or their going on, has changed rows of `request`: `with
/// ended as (update request ... returning COLUMNS)`, then `FOLLOWS`.
public final class EndedSql {

  /// Tasks of one row of `request_expiry`, which stays within its page.
  static final int NAMED_TOGETHER = 100;

  /// What is needed of them. Whoever goes on is not watched: an executor has had it.
  public static final String COLUMNS =
      "task_id, user_id, type, ended_at, expires_at, null::timestamptz as watched_from";

  public static final String FOLLOWS =
      String.format(
          Locale.ROOT,
          """
          , closed as (
            delete from unfinished_request u using ended e
            where e.ended_at is not null and u.user_id = e.user_id and u.task_id = e.task_id
          ), reopened as (
            insert into unfinished_request (user_id, task_id, type, watched_from)
            select user_id, task_id, type, watched_from from ended where ended_at is null
            on conflict do nothing
          )
          insert into request_expiry (due, tasks)
          select minute + interval '1 minute', array_agg(task_id)
          from (select task_id, date_trunc('minute', expires_at) as minute,
                  row_number() over (partition by date_trunc('minute', expires_at)) / %d as part
                from ended where expires_at is not null) expiring
          group by minute, part
          """,
          NAMED_TOGETHER);

  private EndedSql() {}
}
