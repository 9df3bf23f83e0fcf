package dev.millrace.bench.millrace;

import static dev.millrace.bench.millrace.process.StoredTasks.API;
import static dev.millrace.bench.millrace.process.StoredTasks.EXECUTOR;
import static dev.millrace.bench.millrace.process.StoredTasks.PROJECTION;

import dev.millrace.bench.load.Deadline;
import dev.millrace.bench.millrace.process.StoredTasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Makes many finished tasks out of some, inside PostgreSQL: through the front door ten million of
/// them would take a quarter of an hour and fill the log as well.
///
/// All rows of the originals are copied, in all three databases, and the counters go up with them.
/// The copies are spread over days that are within every retention. What it leaves after a failure
/// is of no use: the store is thrown away.
final class Multiplication {

  private static final int MOST_ORIGINALS = 10_000;
  private static final int COPIES_AT_ONCE = 10;
  private static final Duration SPREAD = Duration.ofDays(6);

  /// A relay that is too far behind loses its place in the WAL.
  private static final long MOST_BEHIND = 512L << 20;

  private final StoredTasks stored;
  private final Callable<?> news;

  /// @param news has the relays something to say, which is how they tell how far they are
  Multiplication(StoredTasks stored, Callable<?> news) {
    this.stored = stored;
    this.news = news;
  }

  void run(long copies, Deadline deadline) throws Exception {
    var originals = originals(copies, deadline);
    long rounds = (copies + originals.size() - 1) / originals.size();
    var step = SPREAD.toMillis() / rounds;
    try (var api = stored.connect(API);
        var executor = stored.connect(EXECUTOR);
        var projection = stored.connect(PROJECTION)) {
      ensureDays(projection);
      var writers =
          List.of(
              new Writer(api, CopiedTable.insert(api, "request")),
              new Writer(executor, CopiedTable.insert(executor, "millrace_engine.run")),
              new Writer(projection, counted(CopiedTable.insert(projection, "task"))),
              new Writer(projection, CopiedTable.insert(projection, "task_standing")),
              new Writer(projection, CopiedTable.insert(projection, "task_facts")));
      for (long done = 0, round = 1; done < copies; ) {
        deadline.check((copies - done) + " tasks are not copied");
        long whole = Math.min((copies - done) / originals.size(), COPIES_AT_ONCE);
        var some = whole == 0 ? originals.subList(0, (int) (copies - done)) : originals;
        long last = round + Math.max(1, whole) - 1;
        for (var writer : writers) {
          writer.copy(round, last, step, some);
        }
        done += some.size() * (last - round + 1);
        round = last + 1;
        awaitRelays(deadline);
      }
    }
  }

  private static String counted(String insert) {
    return """
    with copied as (%s returning user_id, type, status)
    insert into task_count as c (user_id, type, status, tasks)
    select user_id, type, status, count(*) from copied group by user_id, type, status
    on conflict (user_id, type, status) do update set tasks = c.tasks + excluded.tasks
    """
        .formatted(insert);
  }

  record Writer(Connection connection, String sql) {
    void copy(long first, long last, long step, List<UUID> originals) throws SQLException {
      try (var insert = connection.prepareStatement(sql)) {
        insert.setLong(1, first);
        insert.setLong(2, last);
        insert.setLong(3, step);
        insert.setArray(4, connection.createArrayOf("uuid", originals.toArray()));
        insert.executeUpdate();
      }
    }
  }

  /// The newest tasks that everybody knows to be finished.
  List<UUID> originals(long wanted, Deadline deadline) throws Exception {
    var unknown = "select count(*) from request where ended_at is null";
    while (stored.number(API, unknown) > 0) {
      deadline.check("the front door does not know of all tasks that they are finished");
      TimeUnit.MILLISECONDS.sleep(50);
    }
    var originals = stored.newest((int) Math.min(wanted, MOST_ORIGINALS));
    if (originals.isEmpty()) {
      throw new IllegalStateException("there is no finished task to copy");
    }
    return originals;
  }

  /// The history of the past, in a partition for each day as if it had been written then.
  private static void ensureDays(Connection projection) throws SQLException {
    var today = LocalDate.now(ZoneOffset.UTC);
    try (var statement = projection.createStatement()) {
      for (long back = SPREAD.toDays() + 1; back > 0; back--) {
        var day = today.minusDays(back);
        statement.execute(
            "create table if not exists task_facts_d%s partition of task_facts for values from ('%s') to ('%s')"
                .formatted(DateTimeFormatter.BASIC_ISO_DATE.format(day), day, day.plusDays(1)));
      }
    }
  }

  void awaitRelays(Deadline deadline) throws Exception {
    var behind =
        """
        select coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)::bigint
        from pg_replication_slots
        """;
    while (stored.number(API, behind) > MOST_BEHIND) {
      deadline.check("the relays do not follow the WAL");
      news.call();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
