package dev.millrace.api.finalstatus;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes good what processes of an older version leave out while an upgrade goes from one to the
/// next: they know nothing of `unfinished_request` and `request_expiry`.
///
/// Each statement is a transaction of its own and may be repeated; requests that another process
/// has in hand are left for the next time.
final class OlderProcesses {

  private static final int BATCH = 10_000;

  /// What they have accepted.
  private static final String ACCOUNT =
      String.format(
              Locale.ROOT,
              """
              with ended as (
                update request set accounted = true where task_id in (
                  select task_id from request where not accounted limit %d for update skip locked)
                returning task_id, user_id, type, ended_at, expires_at, watched_from)
              """,
              BATCH)
          + EndedSql.FOLLOWS;

  private static final String NEXT =
      String.format(
          Locale.ROOT,
          """
          select user_id, task_id from unfinished_request where (user_id, task_id) > (?, ?)
          order by user_id, task_id limit %d
          """,
          BATCH);

  /// What they have ended.
  private static final String CLOSE =
      "with ended as (select "
          + EndedSql.COLUMNS
          + " from request where task_id = any(?) and ended_at is not null for update skip locked)"
          + EndedSql.FOLLOWS;

  private static final Unfinished BEFORE_ALL = new Unfinished("", new UUID(0, 0));

  private final JdbcClient database;
  private Unfinished reached = BEFORE_ALL;

  OlderProcesses(JdbcClient database) {
    this.database = database;
  }

  private record Unfinished(String user, UUID task) {}

  /// Takes over what they accepted, and comes by the next unfinished tasks.
  void catchUp() {
    database.sql(ACCOUNT).update();
    List<Unfinished> next =
        database
            .sql(NEXT)
            .params(reached.user(), reached.task())
            .query((row, _) ->
                new Unfinished(row.getString("user_id"), row.getObject("task_id", UUID.class)))
            .list();
    reached = next.size() < BATCH ? BEFORE_ALL : next.getLast();
    database.sql(CLOSE).param(next.stream().map(Unfinished::task).toArray(UUID[]::new)).update();
  }
}
