package dev.millrace.api.dispatch;

import dev.millrace.outbox.Outbox;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends the work items of accepted tasks again that nobody has started.
///
/// A work item can be lost where Kafka drops it: deleted by retention, archived after too many
/// deliveries. Sending it twice does no harm, since the claim drops the second. A long backlog
/// looks the same as lost work, so a task is sent again after one, two, four and up to 64 times the
/// delay, and a round sends a bounded number. Work of a paused type waits until it is resumed.
/// Marking and sending are one transaction; a crash leaves both or neither. Rows that another
/// process has in hand are passed over. The clock is the database's.
final class UnstartedWork {

  private static final int BATCH = 500;

  private static final String TAKE =
      String.format(
          Locale.ROOT,
          """
          with due as (
            select task_id from unfinished_request u
            where watched_from < now() - ? * interval '1 millisecond'
              and not exists (select from type_pause p where p.type = u.type and p.paused)
            order by watched_from limit ? for update skip locked)
          select %s from request where task_id in (select task_id from due) order by task_id
          """,
          StoredRequest.COLUMNS);

  private static final String SENT =
      """
      update unfinished_request u
      set resends = resends + 1,
          watched_from = now() + (power(2, least(resends + 1, 6)) - 1) * ? * interval '1 millisecond'
      from unnest(?::text[], ?::uuid[]) as t(user_id, task_id)
      where u.user_id = t.user_id and u.task_id = t.task_id
      """;

  private static final String STARTED =
      """
      update unfinished_request u set watched_from = null
      from unnest(?::text[], ?::uuid[]) as t(user_id, task_id)
      where u.user_id = t.user_id and u.task_id = t.task_id
      """;

  private final JdbcClient database;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final StartedTasks started;
  private final SweepSettings settings;
  private final Counter resent;

  UnstartedWork(
      JdbcClient database,
      TransactionTemplate transaction,
      StartedTasks started,
      SweepSettings settings,
      Counter resent) {
    this.database = database;
    this.outbox = new Outbox(database);
    this.transaction = transaction;
    this.started = started;
    this.settings = settings;
    this.resent = resent;
  }

  /// Looks through what is due until a round has sent [SweepSettings#most] or nothing is left.
  void sweep() {
    int sent = 0;
    int most;
    Part part;
    do {
      int limit = Math.min(BATCH, settings.most() - sent);
      most = limit;
      part = transaction.execute(_ -> sweepPart(limit));
      if (part == null) {
        return;
      }
      resent.increment(part.sent());
      sent += part.sent();
    } while (part.seen() == most && sent < settings.most());
  }

  private Part sweepPart(int most) {
    List<StoredRequest> due =
        database
            .sql(TAKE)
            .params(settings.after().toMillis(), most)
            .query(StoredRequest::of)
            .list();
    if (due.isEmpty()) {
      return new Part(0, 0);
    }
    Set<UUID> known = started.among(due.stream().map(request -> request.id().value()).toList());
    List<StoredRequest> begun =
        due.stream().filter(request -> known.contains(request.id().value())).toList();
    List<StoredRequest> lost =
        due.stream().filter(request -> !known.contains(request.id().value())).toList();
    database.sql(STARTED).params(keys(begun)).update();
    database.sql(SENT).param(settings.after().toMillis()).params(keys(lost)).update();
    outbox.emit(lost.stream().map(StoredRequest::workLine).toList());
    return new Part(due.size(), lost.size());
  }

  private static List<Object> keys(List<StoredRequest> requests) {
    return List.of(
        requests.stream().map(request -> request.request().userId().value()).toArray(String[]::new),
        requests.stream().map(request -> request.id().value()).toArray(UUID[]::new));
  }

  /// @param seen how many were due
  private record Part(int seen, int sent) {}
}
