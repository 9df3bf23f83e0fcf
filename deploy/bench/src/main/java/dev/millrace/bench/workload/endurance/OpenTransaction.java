package dev.millrace.bench.workload.endurance;

import dev.millrace.bench.contender.RunningContender;
import java.sql.Connection;
import java.sql.SQLException;

/// A transaction that somebody holds open in a contender's database, which keeps vacuum from
/// cleaning up.
record OpenTransaction(Connection connection) implements AutoCloseable {

  static OpenTransaction in(RunningContender contender) throws SQLException {
    var connection = contender.database().connect();
    try (var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select pg_current_xact_id()");
      return new OpenTransaction(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
