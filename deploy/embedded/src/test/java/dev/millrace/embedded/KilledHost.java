package dev.millrace.embedded;

import dev.millrace.embedded.kafka.EmbeddedKafka;
import dev.millrace.embedded.kafka.EmbeddedKafkaSettings;
import dev.millrace.embedded.kafka.Records;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import dev.millrace.embedded.postgres.EmbeddedDatabaseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;

/// A process that hosts both servers on a folder, commits a row and a record, says so, and waits to
/// be killed.
final class KilledHost {

  static final String READY = "ready";

  private KilledHost() {}

  public static void main(String[] arguments) throws Exception {
    var folder = DataFolder.open(Path.of(arguments[0]));
    var database =
        EmbeddedDatabase.start(
            new EmbeddedDatabaseSettings(folder.postgres(), 0, TestBinaries.FOLDER));
    var kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(folder.kafka(), 0));
    database.ensureDatabase("kept");
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl("kept"), database.username(), database.password());
        var statement = connection.createStatement()) {
      statement.execute("create table t as select 42 as answer");
    }
    Records.createTopic(kafka.bootstrapServers());
    Records.append(kafka.bootstrapServers(), "one");
    System.out.println(READY);
    new CountDownLatch(1).await();
  }

  /// Starts this in a JVM of its own and returns when both writes are acknowledged.
  static Process start(Path folder) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty(
                    "surefire.real.class.path", System.getProperty("java.class.path")),
                KilledHost.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var said = process.inputReader();
    for (var line = said.readLine(); line != null; line = said.readLine()) {
      if (line.equals(READY)) {
        return process;
      }
    }
    throw new IOException("the host ended before it was ready");
  }
}
