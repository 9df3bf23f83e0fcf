package dev.millrace.outbox.relay;

import dev.millrace.outbox.relay.slot.LostSlotRepair;
import dev.millrace.outbox.relay.slot.PostgresSlot;
import dev.millrace.outbox.relay.slot.RelayLock;
import dev.millrace.outbox.relay.wal.RelaySettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Publishes what one service emits, from when it is started until it is stopped.
///
/// Several may be started for the same slot, in one process or in many: one is active, the others
/// take over within about a second of its end. Every committed frame is published at least once,
/// frames of one commit after those of the commits before it, and a frame's second topic after
/// Kafka has acknowledged its first. After a crash or a failure the last second or so comes again;
/// the order in which each task's facts appear for the first time stays right.
///
/// As a Spring bean it starts before and stops after the beans that emit, so that what they say
/// last still leaves.
public final class OutboxRelay implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration TO_STOP = Duration.ofSeconds(5);

  private final RelaySettings settings;
  private final RelaySession session;
  private @Nullable RelaySupervisor supervisor;
  private @Nullable Thread thread;

  /// @param kafka where Kafka is and how to log in, in its clients' own words, such as Spring
  ///   Boot's `KafkaProperties.buildProducerProperties()` gives; how to produce is the relay's own
  ///   affair
  public OutboxRelay(RelaySettings settings, Map<String, Object> kafka, LostSlotRepair repair) {
    this(settings, kafka, repair, _ -> {});
  }

  /// @param afterPublishing is told, when a batch is published and not yet confirmed, how many
  ///   outbox messages it had; for tests, which throw or die there
  public OutboxRelay(
      RelaySettings settings,
      Map<String, Object> kafka,
      LostSlotRepair repair,
      IntConsumer afterPublishing) {
    this.settings = settings;
    this.session = new RelaySession(settings, Map.copyOf(kafka), repair, afterPublishing);
  }

  /// @throws dev.millrace.outbox.relay.slot.StartRefused when the slot is another database's. A
  ///   server that cannot be asked now is asked again by the relay, which publishes nothing then
  @Override
  public synchronized void start() {
    if (supervisor == null) {
      requireOwnSlot();
      supervisor = new RelaySupervisor(settings.slot(), () -> RelayLock.tryTake(settings), session);
      thread = Thread.ofPlatform().name("relay-" + settings.slot()).start(supervisor);
    }
  }

  private void requireOwnSlot() {
    try (var connection = settings.database().connect("millrace-relay " + settings.slot())) {
      new PostgresSlot(settings).requireOwn(connection);
    } catch (SQLException e) {
      LOG.debug("The slot {} cannot be looked at yet", settings.slot(), e);
    }
  }

  /// Returns when nothing is published any more.
  @Override
  public synchronized void stop() {
    if (supervisor == null || thread == null) {
      return;
    }
    try {
      supervisor.stop();
      if (!thread.join(TO_STOP)) {
        supervisor.abandon();
        thread.join();
      }
    } catch (InterruptedException e) {
      supervisor.abandon();
      Thread.currentThread().interrupt();
    } finally {
      supervisor = null;
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return supervisor != null;
  }

  /// What it is doing now.
  public synchronized RelayHealth health() {
    return supervisor == null ? new RelayHealth.Standby() : supervisor.health();
  }

  @Override
  public int getPhase() {
    return 0;
  }
}
