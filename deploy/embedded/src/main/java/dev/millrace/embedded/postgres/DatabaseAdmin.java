package dev.millrace.embedded.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The superuser's way into a PostgreSQL on loopback.
public record DatabaseAdmin(int port, String password) {

  static final String USER = "postgres";

  /// Makes the database if it is not there yet.
  public void ensureDatabase(String name) {
    try (var connection = connect("postgres")) {
      if (!isThere(connection, "select 1 from pg_database where datname = ?", name)) {
        try (var statement = connection.createStatement()) {
          statement.execute("create database " + statement.enquoteIdentifier(name, true));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the database " + name, e);
    }
  }

  /// Makes the role if it is not there yet, and gives it this password.
  public void ensureRole(String name, String rolePassword) {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      var isThere = isThere(connection, "select 1 from pg_roles where rolname = ?", name);
      statement.execute(
          (isThere ? "alter" : "create")
              + " role "
              + statement.enquoteIdentifier(name, true)
              + " login password "
              + statement.enquoteLiteral(rolePassword));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the role " + name, e);
    }
  }

  /// Runs a script in one of the databases.
  public void run(String database, String script) {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(script);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot prepare the database " + database, e);
    }
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), USER, password);
  }

  private static boolean isThere(Connection connection, String sql, String name)
      throws SQLException {
    try (var query = connection.prepareStatement(sql)) {
      query.setString(1, name);
      try (var rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  /// Prints no password.
  @Override
  public String toString() {
    return "DatabaseAdmin[" + port + "]";
  }
}
