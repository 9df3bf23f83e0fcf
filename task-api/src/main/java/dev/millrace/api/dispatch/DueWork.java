package dev.millrace.api.dispatch;

import dev.millrace.outbox.Outbox;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends the work items of tasks whose `runAt` has come.
///
/// Marking and sending are one transaction, so a crash leaves a task either waiting or sent. Rows
/// that another process has in hand are passed over. The clock is the database's.
final class DueWork {

  private static final int MOST = 500;

  private static final String TAKE =
      String.format(
          Locale.ROOT,
          """
          with sent as (
            update request set dispatched_at = now()
            where task_id in (select task_id from request
                              where run_at <= now() and dispatched_at is null
                              order by run_at limit %d for update skip locked)
            returning %s),
          watched as (
            update unfinished_request u set watched_from = now() from sent s
            where u.user_id = s.user_id and u.task_id = s.task_id)
          select * from sent
          """,
          MOST,
          StoredRequest.COLUMNS);

  private final JdbcClient database;
  private final Outbox outbox;
  private final TransactionTemplate transaction;

  DueWork(JdbcClient database, TransactionTemplate transaction) {
    this.database = database;
    this.outbox = new Outbox(database);
    this.transaction = transaction;
  }

  /// Sends what is due, in transactions of at most [#MOST].
  ///
  /// @return how many were sent
  int send() {
    int sent = 0;
    int part;
    do {
      part = sendPart();
      sent += part;
    } while (part == MOST);
    return sent;
  }

  private int sendPart() {
    Integer sent =
        transaction.execute(_ -> {
          List<StoredRequest> due = database.sql(TAKE).query(StoredRequest::of).list();
          outbox.emit(due.stream().map(StoredRequest::workLine).toList());
          return due.size();
        });
    return sent == null ? 0 : sent;
  }
}
