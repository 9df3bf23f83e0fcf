package dev.millrace.api.finalstatus;

import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Deletes the requests of tasks whose retention is over, in small transactions.
///
/// The condition is repeated on the row that is deleted, so a task that is redriven meanwhile
/// stays.
final class ExpiredRequests {

  private static final int BATCH = 1_000;

  private static final String DELETE =
      String.format(
          Locale.ROOT,
          """
          delete from request r
          using (select task_id from request where expires_at < now()
                 order by expires_at limit %d for update skip locked) gone
          where r.task_id = gone.task_id and r.expires_at < now()
          """,
          BATCH);

  private final JdbcClient database;

  ExpiredRequests(JdbcClient database) {
    this.database = database;
  }

  void delete() {
    int deleted;
    do {
      deleted = database.sql(DELETE).update();
    } while (deleted == BATCH);
  }
}
