package dev.millrace.testinfra;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// One empty database and the way into it, as its superuser.
///
/// @param host where the server listens, for those who do not speak JDBC
public record TestDatabase(
    String name, String host, int port, String jdbcUrl, String username, String password) {

  public static TestDatabase create(DatabaseServer server, String prefix) {
    var name = prefix + "_" + UUID.randomUUID().toString().substring(0, 8);
    try (var connection =
            DriverManager.getConnection(
                server.jdbcUrl("postgres"), server.username(), server.password());
        var statement = connection.createStatement()) {
      statement.execute("create database " + statement.enquoteIdentifier(name, true));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the database " + name, e);
    }
    return new TestDatabase(
        name,
        "127.0.0.1",
        server.port(),
        server.jdbcUrl(name),
        server.username(),
        server.password());
  }

  /// Opens a new connection each time; put a pool in front where that matters.
  public DataSource dataSource() {
    var source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl);
    source.setUser(username);
    source.setPassword(password);
    return source;
  }
}
