package dev.millrace.outbox.relay.wal;

import dev.millrace.outbox.Outbox;
import java.util.Properties;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/// How Debezium is set up: no tables, no snapshot, no offsets but the slot's own, no waiting.
final class DebeziumProperties {

  private DebeziumProperties() {}

  static Properties of(RelaySettings settings) {
    Properties properties = new Properties();
    properties.setProperty("name", settings.slot());
    properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    properties.setProperty("topic.prefix", settings.slot());
    database(properties, settings.database());
    position(properties, settings);
    properties.setProperty("table.include.list", "millrace_relay.nothing");
    properties.setProperty(
        "logical.decoding.message.prefix.include.list", Outbox.PREFIX + "," + WalMessage.HEARTBEAT);
    pace(properties);
    failFast(properties);
    return properties;
  }

  /// What is called `driver.` reaches each connection that Debezium opens, as it is.
  private static void database(Properties properties, RelayDatabase database) {
    // Debezium wants one name here, and no address; where to connect is said to the connections.
    properties.setProperty("database.hostname", "postgresql");
    properties.setProperty(
        "database.connection.factory.class", DebeziumConnections.class.getName());
    properties.setProperty(
        "driver." + DebeziumConnections.HOSTS, String.join(",", database.hosts()));
    properties.setProperty("database.dbname", database.name());
    properties.setProperty("database.user", database.user());
    properties.setProperty("database.password", database.password());
    properties.setProperty("database.tcpKeepAlive", "true");
    database.parameters().forEach((name, value) -> properties.setProperty("driver." + name, value));
  }

  private static void position(Properties properties, RelaySettings settings) {
    properties.setProperty("plugin.name", "pgoutput");
    properties.setProperty("slot.name", settings.slot());
    properties.setProperty("slot.drop.on.stop", "false");
    // Else the driver advances the slot by itself, past its ceiling.
    properties.setProperty("lsn.flush.mode", "connector");
    properties.setProperty("publication.name", settings.publication());
    properties.setProperty("publication.autocreate.mode", "disabled");
    properties.setProperty("snapshot.mode", "no_data");
    properties.setProperty("offset.storage", MemoryOffsetBackingStore.class.getName());
    properties.setProperty("offset.flush.interval.ms", "0");
  }

  private static void pace(Properties properties) {
    // How long an idle reader sleeps. Debezium's queue spins for the last millisecond of each such
    // interval: at 5 ms that is a fifth of a core for nothing, at 10 ms a tenth.
    properties.setProperty("poll.interval.ms", "10");
    // A full batch is handed on at once, a smaller one when the interval is over.
    properties.setProperty("max.batch.size", "1");
    properties.setProperty("max.queue.size", "2048");
    properties.setProperty("max.queue.size.in.bytes", Integer.toString(64 << 20));
    properties.setProperty("status.update.interval.ms", "1000");
    properties.setProperty("record.processing.threads", "1");
  }

  /// Whatever goes wrong is the supervisor's: it knows whether the slot is still there.
  private static void failFast(Properties properties) {
    properties.setProperty("errors.max.retries", "0");
    properties.setProperty("slot.max.retries", "1");
    properties.setProperty("slot.retry.delay.ms", "500");
    properties.setProperty("task.management.timeout.ms", "15000");
  }
}
