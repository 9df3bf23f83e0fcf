package dev.millrace.systemtest.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// The databases of a fleet, as a test looks into them.
public final class FleetDatabase {

  static final String API = "millrace_api";
  static final String EXECUTOR = "millrace_executor";
  static final String PROJECTION = "millrace_projection";
  static final String READER = "millrace_reader";

  /// Who the services connect as; a superuser, since relays make slots and publications.
  static final String SERVICE = "millrace_service";

  /// The server listens on loopback and lives as long as one test run.
  static final String PASSWORD = "fleet";

  private final int port;
  private final Path passwordFile;

  FleetDatabase(int port, Path cluster) {
    this.port = port;
    this.passwordFile = cluster.resolveSibling(cluster.getFileName() + ".password");
  }

  /// A connection to the database of the executors.
  public Connection executor() throws SQLException {
    return connect(EXECUTOR);
  }

  /// A connection to the tables that clients are shown.
  public Connection projection() throws SQLException {
    return connect(PROJECTION);
  }

  boolean answers() {
    try (var connection = connect("postgres")) {
      return connection.isValid(2);
    } catch (SQLException | UncheckedIOException e) {
      return false;
    }
  }

  /// What an operator would have made before the first start.
  void prepare() throws SQLException {
    execute(
        "postgres",
        List.of(
            "create role " + SERVICE + " superuser replication login password '" + PASSWORD + "'",
            "create role " + READER + " login password '" + PASSWORD + "'",
            "create database " + API,
            "create database " + EXECUTOR,
            "create database " + PROJECTION));
    execute(
        EXECUTOR,
        List.of(
            "create schema system_test",
            """
            create table system_test.effect (
              id bigint generated always as identity primary key,
              task_id uuid not null, step int not null, writer text not null,
              epoch int not null, owner text not null)
            """));
  }

  /// Drops the replication slot of a relay, as an operator who needs its disk space would.
  ///
  /// @return whether there was one
  public boolean dropSlot(String slot) throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(active_pid, 2000) from pg_replication_slots"
              + " where active and slot_name = "
              + statement.enquoteLiteral(slot));
      try (var rows =
          statement.executeQuery(
              "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                  + " where slot_name = "
                  + statement.enquoteLiteral(slot))) {
        return rows.next();
      }
    }
  }

  private void execute(String database, List<String> statements) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Connection connect(String database) throws SQLException {
    DriverManager.setLoginTimeout(5);
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?socketTimeout=30";
    try {
      return DriverManager.getConnection(url, "postgres", Files.readString(passwordFile).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
