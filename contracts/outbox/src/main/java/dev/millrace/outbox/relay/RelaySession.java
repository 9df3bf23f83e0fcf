package dev.millrace.outbox.relay;

import dev.millrace.outbox.relay.slot.LostSlotRepair;
import dev.millrace.outbox.relay.slot.PostgresSlot;
import dev.millrace.outbox.relay.slot.RelayLock;
import dev.millrace.outbox.relay.slot.SlotCondition;
import dev.millrace.outbox.relay.slot.SlotKeeper;
import dev.millrace.outbox.relay.wal.RelaySettings;
import dev.millrace.outbox.relay.wal.WalReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// One run of reading and publishing, under the lock, on a slot that it makes good first; it ends
/// with whatever went wrong.
class RelaySession {

  private static final Duration BETWEEN_CHECKS = Duration.ofMillis(500);
  private static final Duration BETWEEN_LOOKS_AT_START = Duration.ofMillis(50);
  private static final Duration PATIENCE_WITH_KAFKA = Duration.ofSeconds(30);
  private static final int KAFKA_CONNECT_MILLIS = 5_000;

  private final RelaySettings settings;
  private final Map<String, Object> kafka;
  private final LostSlotRepair repair;
  private final IntConsumer afterPublishing;

  RelaySession(
      RelaySettings settings,
      Map<String, Object> kafka,
      LostSlotRepair repair,
      IntConsumer afterPublishing) {
    this.settings = settings;
    this.kafka = kafka;
    this.repair = repair;
    this.afterPublishing = afterPublishing;
  }

  /// Publishes until told to stop.
  void run(RelayLock lock, BooleanSupplier goOn, Consumer<RelayHealth> health) throws Exception {
    var keeper = new SlotKeeper(lock, new PostgresSlot(settings), repair);
    keeper.ensure();
    requireKafka();
    var publisher = new FramePublisher(settings, kafka);
    var handler = new FrameHandler(publisher, afterPublishing, keeper::beforeConfirmation);
    var reader = WalReader.start(settings, handler);
    try {
      watch(keeper, publisher, reader, goOn, health);
    } finally {
      publisher.close(); // first, so that a handler that waits for Kafka is let go
      reader.close();
    }
  }

  private void watch(
      SlotKeeper keeper,
      FramePublisher publisher,
      WalReader reader,
      BooleanSupplier goOn,
      Consumer<RelayHealth> health)
      throws Exception {
    long nextHeartbeat = System.nanoTime();
    while (goOn.getAsBoolean()) {
      boolean reading = reader.isReading();
      SlotCondition.SlotState slot = keeper.watch();
      if (System.nanoTime() - nextHeartbeat >= 0) {
        keeper.heartbeat();
        nextHeartbeat = System.nanoTime() + settings.heartbeat().toNanos();
      }
      publisher.requireWorking();
      Duration unacknowledged = publisher.unacknowledged();
      if (unacknowledged.compareTo(PATIENCE_WITH_KAFKA) > 0) {
        throw new IllegalStateException(
            "Kafka has acknowledged nothing for " + unacknowledged.toSeconds() + " s");
      }
      if (slot != null && reading) {
        health.accept(new RelayHealth.Relaying(slot.unconfirmedBytes(), unacknowledged));
        reader.await(BETWEEN_CHECKS);
        continue;
      }
      reader.await(BETWEEN_LOOKS_AT_START);
      if (reading) {
        throw new IllegalStateException("the server sends to this relay no more");
      }
    }
  }

  /// Asks for a broker first: a reader that starts only to find no Kafka is work for nothing.
  private void requireKafka() throws Exception {
    var properties = new HashMap<>(kafka);
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "relay-" + settings.slot() + "-admin");
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, KAFKA_CONNECT_MILLIS);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, KAFKA_CONNECT_MILLIS);
    try (var admin = Admin.create(properties)) {
      admin.describeCluster().nodes().get(2L * KAFKA_CONNECT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
