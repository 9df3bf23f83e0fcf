package dev.millrace.bench.contender;

import dev.millrace.bench.load.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/// Reads what the workers wrote of each start and end of a task.
final class LedgerReader implements AutoCloseable {

  private final Connection connection;

  LedgerReader(RunningContender.DatabaseAccess access) throws SQLException {
    connection = access.connect();
  }

  /// Waits until the worker has started so many tasks, or the deadline, and answers how many.
  long awaitStarted(long worker, long tasks, Deadline deadline) throws Exception {
    return await("select count(*) from ledger where worker = " + worker, tasks, deadline);
  }

  /// Waits until so many tasks have finished, or the deadline, and answers how many.
  long awaitFinished(long tasks, Deadline deadline) throws Exception {
    return await(
        "select count(distinct task) from ledger where finished_at is not null", tasks, deadline);
  }

  /// How many tasks finished more than once.
  long doubled() throws SQLException {
    return ask(
        """
        select count(*) from (
          select task from ledger where finished_at is not null group by task having count(*) > 1
        ) as twice
        """);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private long await(String sql, long wanted, Deadline deadline) throws Exception {
    long found = ask(sql);
    while (found < wanted && !deadline.left().isZero()) {
      TimeUnit.MILLISECONDS.sleep(20);
      found = ask(sql);
    }
    return found;
  }

  private long ask(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
