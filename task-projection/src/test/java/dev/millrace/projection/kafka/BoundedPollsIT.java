package dev.millrace.projection.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Polls of a log that is compressed to a fraction of its size.
@MillraceInfra
@Timeout(60)
class BoundedPollsIT {

  private static final int LARGE = 100_000;
  private static final int BYTES = 1_000_000;
  private static final int MOST = 400;

  @Test
  void largeRecordsComeFewAtATimeAndSmallOnesTogether(Infra infra) throws Exception {
    String topic = TestTopics.uniqueName("polls");
    infra.kafka().create(topic, 1);
    publish(infra, topic, 200, LARGE);
    publish(infra, topic, 1_000, 10);

    List<Integer> polls = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    try (var consumer =
        new BoundedPolls(
            Map.of(
                "bootstrap.servers",
                infra.bootstrapServers(),
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "auto.offset.reset",
                "earliest"),
            MOST,
            BYTES)) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      while (offsets.size() < 1_200) {
        ConsumerRecords<byte[], byte[]> poll = consumer.poll(Duration.ofSeconds(5));
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : poll) {
          offsets.add(record.offset());
          bytes += record.value().length;
        }
        polls.add(poll.count());
        assertThat(bytes).isLessThanOrEqualTo(BYTES + (long) BoundedPolls.STEP * LARGE);
        assertThat(poll.count()).isLessThanOrEqualTo(MOST + BoundedPolls.STEP);
        assertThat(poll.nextOffsets().get(new TopicPartition(topic, 0)))
            .satisfies(
                next -> assertThat(requireNonNull(next).offset()).isEqualTo(offsets.getLast() + 1));
      }
    }

    assertThat(offsets).isSorted().doesNotHaveDuplicates().hasSize(1_200);
    assertThat(polls).anyMatch(count -> count >= MOST);
  }

  private static void publish(Infra infra, String topic, int count, int size) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                infra.bootstrapServers(),
                "compression.type",
                "lz4",
                "linger.ms",
                20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        var _ = producer.send(new ProducerRecord<>(topic, 0, null, new byte[size]));
      }
      producer.flush();
    }
  }
}
