package dev.millrace.bench.contender;

import dev.millrace.embedded.postgres.EmbeddedDatabase;
import java.io.Closeable;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A database that lives as long as one start of a contender.
record ScratchDatabase(EmbeddedDatabase server, String name) implements Closeable {

  @Override
  public void close() throws IOException {
    try (var connection =
            DriverManager.getConnection(
                server.jdbcUrl("postgres"), server.username(), server.password());
        var statement = connection.createStatement()) {
      statement.execute("drop database " + name + " with (force)");
      statement.execute("checkpoint");
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
