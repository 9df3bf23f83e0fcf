package dev.millrace.api.watch.log;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/// The event log, which is read without a group, from a position that the reader knows.
///
/// Batches are compressed, and text of users may inflate twentyfold: so the records of a poll are
/// counted, of which each has at most about 300 KB, and so are the bytes of a fetch. At its worst a
/// poll has 30 MB in memory, and three readers may read at once.
public final class EventTopic {

  private static final Map<String, String> SETTINGS =
      Map.of(
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "100",
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG, String.valueOf(4 << 20),
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(256 << 10),
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");

  private final ConsumerFactory<byte[], String> consumers;

  public EventTopic(Map<String, Object> kafka) {
    consumers =
        new DefaultKafkaConsumerFactory<>(
            kafka, new ByteArrayDeserializer(), new StringDeserializer());
  }

  /// A reader, which has no partitions yet.
  ///
  /// @param client says to Kafka who reads
  public LogReader open(String client) {
    Properties settings = new Properties();
    settings.putAll(SETTINGS);
    return new LogReader(consumers.createConsumer(null, client, null, settings));
  }
}
