package dev.millrace.embedded.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes a cluster when there is none, and brings its server up.
///
/// The library that does both waits its whole patience for a server that has already given up, so
/// what the server says is read meanwhile.
final class PostgresLaunch {

  /// Recovery of a large WAL after a kill takes this long at worst.
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private static final Duration GLANCE = Duration.ofMillis(200);

  private static final Map<String, String> SERVER =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("wal_level", "logical"),
          Map.entry("max_replication_slots", "20"),
          Map.entry("max_wal_senders", "20"),
          Map.entry("max_slot_wal_keep_size", "4GB"),
          Map.entry("max_wal_size", "4GB"),
          Map.entry("shared_buffers", "256MB"),
          Map.entry("max_connections", "200"),
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("logging_collector", "on"),
          Map.entry("log_directory", "log"),
          Map.entry("log_filename", "postgres-%a.log"),
          Map.entry("log_rotation_age", "1d"),
          Map.entry("log_truncate_on_rotation", "on"));

  private PostgresLaunch() {}

  /// @throws IOException when the server does not come up
  static EmbeddedPostgres of(EmbeddedDatabaseSettings settings, String password)
      throws IOException {
    var builder = builder(settings, password);
    Files.deleteIfExists(settings.startLog());
    var start = new FutureTask<>(builder::start);
    var thread = Thread.ofVirtual().name("postgres-start").start(start);
    try {
      while (true) {
        try {
          return start.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (gaveUp(settings.startLog())) {
            // The library gives way to an interrupt with a server that never ran.
            thread.interrupt();
            start.get().close();
            throw new IOException(lastWords(settings.startLog()));
          }
        }
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static boolean gaveUp(Path startLog) throws IOException {
    return Files.exists(startLog)
        && Files.readString(startLog).contains("pg_ctl: could not start server");
  }

  private static String lastWords(Path startLog) throws IOException {
    try (var lines = Files.lines(startLog)) {
      return lines
          .filter(line -> line.contains("FATAL:"))
          .reduce((earlier, later) -> later)
          .map(line -> line.substring(line.indexOf("FATAL:")))
          .orElse("see " + startLog);
    }
  }

  private static EmbeddedPostgres.Builder builder(
      EmbeddedDatabaseSettings settings, String password) throws IOException {
    var log = ProcessBuilder.Redirect.appendTo(settings.startLog().toFile());
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(settings.data())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPgBinaryResolver(PostgresPrograms.in(settings.binaries()))
            .setOverrideWorkingDirectory(PostgresPrograms.unpacked(settings.binaries()).toFile())
            .setPort(settings.port())
            .setPGStartupWait(START_PATIENCE)
            .setOutputRedirector(log)
            .setErrorRedirector(log)
            .setConnectConfig("password", password);
    SERVER.forEach(builder::setServerConfig);
    initdbOptions(settings.passwordFile()).forEach(builder::setLocaleConfig);
    return builder;
  }

  /// The library passes these to initdb after its own `-A trust`, and the last one wins: a password
  /// is asked for, and text sorts the same on every machine.
  private static Map<String, String> initdbOptions(Path passwordFile) {
    return Map.of(
        "auth", "scram-sha-256",
        "pwfile", passwordFile.toString(),
        "locale-provider", "builtin",
        "builtin-locale", "C.UTF-8",
        "locale", "C");
  }
}
