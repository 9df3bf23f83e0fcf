package dev.millrace.bench.peer;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/// Writes each start and each end of a task to a table of the test, with the process that did it.
///
/// It is the judge of recovery: what a library says of itself is not asked. A killed worker leaves
/// a start without an end.
public final class Ledger implements TaskBody {

  private static final String TABLE =
      """
      create table if not exists ledger (
        task text not null,
        worker bigint not null,
        started_at timestamptz not null default clock_timestamp(),
        finished_at timestamptz,
        primary key (task, worker)
      )
      """;

  private final DataSource database;
  private final long worker = ProcessHandle.current().pid();

  public Ledger(DataSource database) {
    this.database = database;
  }

  public void createTable() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  @Override
  public void run(String id, Duration sleep) throws Exception {
    write("insert into ledger (task, worker) values (?, ?)", id);
    Thread.sleep(sleep);
    write("update ledger set finished_at = clock_timestamp() where task = ? and worker = ?", id);
  }

  private void write(String sql, String id) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      statement.setLong(2, worker);
      if (statement.executeUpdate() != 1) {
        throw new SQLException("the ledger has no row of task " + id);
      }
    }
  }
}
