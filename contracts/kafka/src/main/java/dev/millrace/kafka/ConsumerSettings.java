package dev.millrace.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/// How Millrace's consumers are set, whichever service they are in. Share groups have a protocol of
/// their own.
public final class ConsumerSettings {

  private static final int NEW_PARTITION_MILLIS = 5_000;

  /// A few, since a record of a few KB compressed may be large.
  private static final int RECORDS_OF_A_WHOLE_TOPIC = 50;

  private static final int BYTES_OF_A_WHOLE_TOPIC = 2 * 1024 * 1024;

  private ConsumerSettings() {}

  /// Settings of a member of a consumer group. It begins at the start of a partition that its group
  /// has not read, and commits nothing by itself.
  ///
  /// A member that was killed is given up after ten seconds, and a member keeps what it has while
  /// others come and go. Why not the newer protocol: `docs/adr/0017-classic-consumer-groups.md`.
  ///
  /// @param kafka how consumers reach Kafka
  /// @param client its name at the brokers
  public static Map<String, Object> ofMember(Map<String, ?> kafka, String group, String client) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, NEW_PARTITION_MILLIS);
    return settings;
  }

  /// Settings of a consumer without a group, for a small topic that every process reads whole.
  ///
  /// @param kafka how consumers reach Kafka
  /// @param client its name at the brokers
  static Map<String, Object> ofWholeTopic(Map<String, ?> kafka, String client) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_OF_A_WHOLE_TOPIC);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BYTES_OF_A_WHOLE_TOPIC);
    return settings;
  }
}
