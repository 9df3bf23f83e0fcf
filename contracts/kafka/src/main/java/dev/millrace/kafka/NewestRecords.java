package dev.millrace.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads the whole of small compacted topics once, as they are now.
///
/// @param kafka how consumers reach Kafka
/// @param client its name at the brokers
/// @param patience how long Kafka may take to say something
public record NewestRecords(Map<String, ?> kafka, String client, Duration patience) {

  /// The newest record of each key that was not taken back; none of a topic that is not there.
  ///
  /// @throws org.apache.kafka.common.KafkaException when Kafka does not say
  public List<ConsumerRecord<String, String>> of(List<String> topics) {
    try (var consumer =
        new KafkaConsumer<>(
            ConsumerSettings.ofWholeTopic(kafka, client),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : topics) {
        var known = consumer.partitionsFor(topic, patience);
        if (known != null) {
          known.forEach(one -> partitions.add(new TopicPartition(one.topic(), one.partition())));
        }
      }
      return partitions.isEmpty() ? List.of() : newest(consumer, partitions);
    }
  }

  private List<ConsumerRecord<String, String>> newest(
      KafkaConsumer<String, String> consumer, List<TopicPartition> partitions) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
    Map<List<String>, ConsumerRecord<String, String>> byKey = new LinkedHashMap<>();
    long heard = System.nanoTime();
    while (!hasPassed(consumer, ends)) {
      var records = consumer.poll(patience);
      if (!records.isEmpty()) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > patience.toNanos()) {
        throw new TimeoutException(partitions + " are not read to their ends");
      }
      for (ConsumerRecord<String, String> record : records) {
        if (record.key() != null && record.value() != null) {
          byKey.put(List.of(record.topic(), record.key()), record);
        } else if (record.key() != null) {
          byKey.remove(List.of(record.topic(), record.key()));
        }
      }
    }
    return List.copyOf(byKey.values());
  }

  private boolean hasPassed(
      KafkaConsumer<String, String> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), patience) >= end.getValue());
  }
}
