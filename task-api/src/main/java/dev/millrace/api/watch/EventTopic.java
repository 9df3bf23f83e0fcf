package dev.millrace.api.watch;

import dev.millrace.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/// How the event log is read: without a group, from a place that the reader knows.
///
/// Batches are compressed, and text of users may inflate twentyfold: so the records of a poll are
/// counted, of which each has at most about 300 KB, and so are the bytes of a fetch. At its worst a
/// poll has 30 MB in memory, and three readers may read at once.
final class EventTopic {

  private static final String POLL_RECORDS = "100";
  private static final String FETCH_BYTES = String.valueOf(4 << 20);
  private static final String PARTITION_BYTES = String.valueOf(256 << 10);

  private final ConsumerFactory<byte[], String> consumers;

  EventTopic(Map<String, Object> kafka) {
    consumers =
        new DefaultKafkaConsumerFactory<>(
            kafka, new ByteArrayDeserializer(), new StringDeserializer());
  }

  /// A reader of all partitions. It stands nowhere yet.
  Consumer<byte[], String> open(String client) {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            "false",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            "false",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            POLL_RECORDS,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            FETCH_BYTES,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            PARTITION_BYTES,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none"));
    return consumers.createConsumer(null, client, null, settings);
  }

  /// The partitions, in order; empty while nobody has made the topic.
  static List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    var known = consumer.partitionsFor(Topics.EVENTS);
    return known == null
        ? List.of()
        : known.stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
            .toList();
  }

  static LogPosition position(Map<TopicPartition, Long> offsets) {
    long[] next = new long[offsets.size()];
    offsets.forEach((partition, offset) -> next[partition.partition()] = offset);
    return LogPosition.of(next);
  }

  /// Where a reader stands.
  static LogPosition position(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
    return LogPosition.of(partitions.stream().mapToLong(consumer::position).toArray());
  }

  /// Sets a reader some records before a place, but not before the begin of the log.
  static LogPosition seek(
      Consumer<?, ?> consumer, LogPosition place, LogPosition begin, long before) {
    long[] next = new long[begin.partitions()];
    for (int partition = 0; partition < next.length; partition++) {
      next[partition] = Math.max(begin.next(partition), place.next(partition) - before);
      consumer.seek(new TopicPartition(Topics.EVENTS, partition), next[partition]);
    }
    return LogPosition.of(next);
  }

  /// The facts of a poll, in the order of their partitions.
  static List<LogEntry> facts(ConsumerRecords<byte[], String> polled) {
    List<LogEntry> facts = new ArrayList<>(polled.count());
    for (ConsumerRecord<byte[], String> found : polled) {
      LogEntry entry = LogEntry.read(found);
      if (entry != null) {
        facts.add(entry);
      }
    }
    return facts;
  }
}
