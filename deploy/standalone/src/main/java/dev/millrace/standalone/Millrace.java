package dev.millrace.standalone;

import dev.millrace.embedded.DataFolder;
import dev.millrace.embedded.Ports;
import dev.millrace.embedded.kafka.EmbeddedKafka;
import dev.millrace.embedded.kafka.EmbeddedKafkaSettings;
import dev.millrace.embedded.kafka.KafkaLogin;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import dev.millrace.embedded.postgres.EmbeddedDatabaseSettings;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that runs in this process, in the order in which it was started.
///
/// Each part is remembered as soon as it runs, so that [#close()] stops just what was started, last
/// first, even in the middle of a start. A part that fails to stop is logged and does not keep the
/// others from stopping.
final class Millrace implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Millrace.class);

  private final Deque<Part> running = new ArrayDeque<>();
  private boolean closed;

  private record Part(String name, AutoCloseable stop) {}

  void start(StandaloneSettings settings) {
    Services services = startServers(settings);
    started("task-executor", services.executor().start());
    startFrontDoor(services);
  }

  /// Everything but an executor: for services that are executors themselves.
  void startWithoutExecutor(StandaloneSettings settings) {
    startFrontDoor(startServers(settings));
  }

  private Services startServers(StandaloneSettings settings) {
    requireFreePorts(settings);
    DataFolder folder = started("data folder", DataFolder.open(settings.data()));
    EmbeddedDatabase database =
        started(
            "PostgreSQL",
            EmbeddedDatabase.start(
                new EmbeddedDatabaseSettings(folder.postgres(), settings.postgresPort())));
    EmbeddedKafka kafka =
        started(
            "Kafka",
            EmbeddedKafka.start(
                new EmbeddedKafkaSettings(folder.kafka(), settings.kafkaPort())
                    .with(KafkaLogin.of(DataFolder.kafkaPassword(folder.path())))));
    ServiceRoles roles = new ServiceRoles(database.admin(), folder.path());
    roles.prepare();
    return new Services(settings, folder.path(), roles, kafka);
  }

  private void startFrontDoor(Services services) {
    started("task-projection", services.projection().start());
    started("task-api", services.api().start());
  }

  /// Stops what runs. A start that is still going on ends at its next part.
  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      Part part = running.pop();
      try {
        log.info("Stopping {}", part.name());
        part.stop().close();
      } catch (Exception e) {
        log.warn("{} did not stop in order", part.name(), e);
      }
    }
  }

  /// All of them before anything is started: a second Millrace on the same ports is told so at
  /// once.
  private static void requireFreePorts(StandaloneSettings settings) {
    Ports.requireFree(settings.port(), "task-api", "MILLRACE_PORT");
    Ports.requireFree(settings.executorPort(), "task-executor", "MILLRACE_PORT");
    Ports.requireFree(settings.projectionPort(), "task-projection", "MILLRACE_PORT");
  }

  private synchronized <T extends AutoCloseable> T started(String name, T part) {
    running.push(new Part(name, part));
    if (closed) {
      close();
      throw new IllegalStateException("told to stop while starting");
    }
    return part;
  }
}
