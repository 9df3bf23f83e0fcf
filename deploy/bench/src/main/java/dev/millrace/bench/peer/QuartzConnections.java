package dev.millrace.bench.peer;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;

/// Gives Quartz the pool that the other peers use too.
record QuartzConnections(DataSource pool) implements ConnectionProvider {

  @Override
  public Connection getConnection() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void shutdown() {}

  @Override
  public void initialize() {}
}
