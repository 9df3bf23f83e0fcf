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

/// One real PostgreSQL as a child of this process, on loopback.
///
/// What it commits is on the disk: it is as durable as any other PostgreSQL, and decodes its WAL
/// for the relays. The next start on the same folder finds all of it, after [#close()] and after a
/// kill of this process alike; a child that outlived a killed parent is stopped first. The caller
/// owns the folder (see [DataFolder]).
public final class EmbeddedDatabase implements AutoCloseable {

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
    admin().ensureDatabase(name);
  }

  /// Runs a script in one of the databases, as the superuser.
  public void run(String database, String script) {
    admin().run(database, script);
  }

  public String jdbcUrl(String database) {
    return admin().jdbcUrl(database);
  }

  /// The superuser's way in.
  public DatabaseAdmin admin() {
    return new DatabaseAdmin(settings.port(), password);
  }

  public int port() {
    return settings.port();
  }

  public String username() {
    return DatabaseAdmin.USER;
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
