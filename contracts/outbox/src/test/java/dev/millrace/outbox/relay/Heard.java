package dev.millrace.outbox.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/// Everything that stands on some topics, in each partition's order.
final class Heard implements AutoCloseable {

  private final KafkaConsumer<String, String> consumer;
  private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

  Heard(String bootstrapServers, Collection<String> topics) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "max.poll.records", 10_000),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.assign(
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
  }

  /// Reads on until the condition holds.
  Heard until(Predicate<Heard> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          consumer.poll(Duration.ofMillis(50)).forEach(records::add);
          return condition.test(this);
        });
    return this;
  }

  List<ConsumerRecord<String, String>> on(String topic) {
    return records.stream().filter(r -> r.topic().equals(topic)).toList();
  }

  /// What stands after the task in each record's id, in order, for one task on one topic.
  List<String> ids(String topic, Object task) {
    return on(topic).stream()
        .filter(r -> task.toString().equals(r.key()))
        .map(r -> header(r, "ce_id").substring(37))
        .toList();
  }

  static String header(ConsumerRecord<?, ?> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
