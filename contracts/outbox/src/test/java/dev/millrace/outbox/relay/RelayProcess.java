package dev.millrace.outbox.relay;

import dev.millrace.outbox.relay.wal.RelayDatabase;
import dev.millrace.outbox.relay.wal.RelaySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.awaitility.Awaitility;

/// A relay in a process of its own, to be killed.
final class RelayProcess {

  private RelayProcess() {}

  /// Starts a relay that runs until it is killed.
  static Process running(RelayFixture fixture) throws IOException {
    return start(fixture, "run");
  }

  /// Starts a relay that dies the moment its first batch with frames is published and not yet
  /// confirmed.
  static Process dyingBeforeConfirmation(RelayFixture fixture) throws IOException {
    return start(fixture, "die");
  }

  private static Process start(RelayFixture fixture, String mode) throws IOException {
    var database = fixture.database;
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                RelayProcess.class.getName(),
                mode,
                database.jdbcUrl(),
                database.username(),
                database.password(),
                fixture.infra.bootstrapServers()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Path.of("target", "relay-process.log").toFile())
        .start();
  }

  public static void main(String[] args) {
    var database = RelayDatabase.of(args[1], args[2], args[3], Map.of());
    var settings = RelaySettings.of(database.name(), database);
    boolean dies = "die".equals(args[0]);
    IntConsumer hook =
        messages -> {
          if (dies && messages > 0) {
            Runtime.getRuntime().halt(137);
          }
        };
    var relay =
        new OutboxRelay(
            settings, Map.of("bootstrap.servers", args[4]), _ -> Optional.empty(), hook);
    relay.start();
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !relay.isRunning());
  }
}
