package dev.millrace.embedded.postgres;

import dev.millrace.embedded.Folders;
import dev.millrace.embedded.Ports;
import dev.millrace.embedded.PrivateFolder;
import dev.millrace.embedded.RandomPassword;
import dev.millrace.embedded.StartupProblem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// One real PostgreSQL as a child of this process, on loopback.
///
/// What it commits is on the disk: it is as durable as any other PostgreSQL, and decodes its WAL
/// for the relays. The next start on the same folder finds all of it, after [#close()] and after a
/// kill of this process alike; a child that outlived a killed parent is stopped first. The caller
/// owns the folder (see [DataFolder]).
public final class EmbeddedDatabase implements AutoCloseable {

  private static final String USER = "postgres";
  private static final String RULES = "host all all 127.0.0.1/32 scram-sha-256\n";

  private final EmbeddedPostgres server;
  private final EmbeddedDatabaseSettings settings;
  private final String password;

  private EmbeddedDatabase(
      EmbeddedPostgres server, EmbeddedDatabaseSettings settings, String password) {
    this.server = server;
    this.settings = settings;
    this.password = password;
  }

  /// Starts the server and returns when it answers.
  ///
  /// @throws StartupProblem when the port is in use or the server does not come up
  public static EmbeddedDatabase start(EmbeddedDatabaseSettings wanted) {
    var settings = wanted.resolved();
    OrphanedPostgres.stop(settings.data());
    if (wanted.port() != 0) {
      Ports.requireFree(wanted.port(), "PostgreSQL", "MILLRACE_POSTGRES_PORT");
    }
    try {
      var password = prepare(settings);
      var database =
          new EmbeddedDatabase(PostgresLaunch.of(settings, password), settings, password);
      database.admitByPasswordAlone();
      return database;
    } catch (IOException e) {
      OrphanedPostgres.stop(settings.data());
      throw new StartupProblem(
          "PostgreSQL did not start on "
              + settings.data()
              + " ("
              + e.getMessage()
              + "); the files in "
              + settings.data().resolve("log")
              + " say more.",
          e);
    }
  }

  /// Makes the database if it is not there yet.
  public void ensureDatabase(String name) {
    try (var connection = connect("postgres")) {
      if (!exists(connection, name)) {
        try (var statement = connection.createStatement()) {
          statement.execute("create database " + statement.enquoteIdentifier(name, true));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the database " + name, e);
    }
  }

  /// Makes the role if it is not there yet, and gives it this password.
  public void ensureRole(String name, String password) {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      var verb = roleExists(connection, name) ? "alter" : "create";
      statement.execute(
          verb
              + " role "
              + statement.enquoteIdentifier(name, true)
              + " login password "
              + statement.enquoteLiteral(password));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the role " + name, e);
    }
  }

  /// Runs a script in one of the databases, as the superuser.
  public void run(String database, String script) {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(script);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot prepare the database " + database, e);
    }
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database;
  }

  public int port() {
    return settings.port();
  }

  public String username() {
    return USER;
  }

  public String password() {
    return password;
  }

  /// Stops the server in order and leaves no process of it behind.
  @Override
  public void close() {
    try {
      var postmaster = OrphanedPostgres.processOf(settings.data().resolve("postmaster.pid"));
      server.close();
      postmaster.ifPresent(process -> OrphanedPostgres.awaitEnd(process, settings.data()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A copy of the whole cluster would hold every database, so nobody may take one: a role with
  /// REPLICATION decodes the database that it may connect to, and no other.
  private void admitByPasswordAlone() throws IOException {
    var rules = settings.data().resolve("pg_hba.conf");
    if (!Files.readString(rules).equals(RULES)) {
      Files.writeString(rules, RULES);
      run("postgres", "select pg_reload_conf()");
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), USER, password);
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    return isThere(connection, "select 1 from pg_database where datname = ?", name);
  }

  private static boolean roleExists(Connection connection, String name) throws SQLException {
    return isThere(connection, "select 1 from pg_roles where rolname = ?", name);
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

  /// A folder in which no server has ever run is what a kill left of initdb: it is made anew.
  private static String prepare(EmbeddedDatabaseSettings settings) throws IOException {
    var cluster = settings.data();
    if (Files.exists(cluster.resolve("postmaster.opts"))) {
      if (!Files.exists(settings.passwordFile())) {
        throw new StartupProblem(
            "The password of PostgreSQL in "
                + cluster
                + " is missing; put the file "
                + settings.passwordFile()
                + " back, or choose an empty folder with MILLRACE_DATA.");
      }
    } else {
      Folders.delete(cluster);
    }
    PrivateFolder.ensure(cluster);
    return RandomPassword.of(settings.passwordFile());
  }
}
