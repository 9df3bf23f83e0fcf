package dev.millrace.systemtest.audit;

import dev.millrace.events.Fact;
import dev.millrace.events.Topics;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// The public log, read from its start as any other team would.
public final class EventLog {

  private EventLog() {}

  /// Every fact that is on the log now, copies included; those of one task in the log's order.
  ///
  /// @throws IllegalStateException when the end cannot be reached in time
  public static List<Fact> read(String bootstrapServers, Duration patience) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
    List<Fact> facts = new ArrayList<>();
    long end = System.nanoTime() + patience.toNanos();
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.EVENTS, patience).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
      while (!ends.entrySet().stream()
          .allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue())) {
        if (System.nanoTime() - end > 0) {
          throw new IllegalStateException("the log was not read to its end within " + patience);
        }
        for (var record : consumer.poll(Duration.ofMillis(500))) {
          Fact fact = fact(record);
          if (fact != null) {
            facts.add(fact);
          }
        }
      }
    }
    return facts;
  }

  private static @Nullable Fact fact(ConsumerRecord<byte[], byte[]> record) {
    Function<String, @Nullable String> header =
        name -> {
          var found = record.headers().lastHeader(name);
          return found == null ? null : new String(found.value(), StandardCharsets.UTF_8);
        };
    return TaskCodec.readFact(
        CloudEvent.read(header, new String(record.value(), StandardCharsets.UTF_8)));
  }
}
