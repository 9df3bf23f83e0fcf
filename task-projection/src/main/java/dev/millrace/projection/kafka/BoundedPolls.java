package dev.millrace.projection.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A consumer whose polls end by bytes as well as by records.
///
/// Kafka bounds what it fetches, compressed, and how many records a poll brings; a log that is
/// compressed to a twentieth has polls of a gigabyte. So a poll is put together here from small
/// ones, which take what is fetched already, until it is full or nothing more is there. It is
/// beyond its bytes by one small poll at most.
///
/// What an inner poll throws is thrown by the next poll, for the records before it are no longer to
/// be had from Kafka. Used by one thread.
final class BoundedPolls extends KafkaConsumer<byte[], byte[]> {

  /// Records of one inner poll.
  static final int STEP = 25;

  private final int most;
  private final long bytes;
  private @Nullable RuntimeException later;

  BoundedPolls(Map<String, Object> config, int most, long bytes) {
    super(stepping(config, most));
    this.most = most;
    this.bytes = bytes;
  }

  private static Map<String, Object> stepping(Map<String, Object> config, int most) {
    Map<String, Object> inner = new HashMap<>(config);
    inner.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(STEP, most));
    return inner;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
    RuntimeException thrown = later;
    if (thrown != null) {
      later = null;
      throw thrown;
    }
    ConsumerRecords<byte[], byte[]> step = super.poll(atMost);
    if (step.count() < Math.min(STEP, most)) {
      return step;
    }
    var whole = new Whole();
    whole.add(step);
    while (later == null && !step.isEmpty() && whole.records < most && whole.bytes < bytes) {
      try {
        step = super.poll(Duration.ZERO);
        whole.add(step);
      } catch (RuntimeException e) {
        later = e;
      }
    }
    return whole.together();
  }

  /// The inner polls so far.
  private static final class Whole {
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition =
        new LinkedHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    private int records;
    private long bytes;

    private void add(ConsumerRecords<byte[], byte[]> step) {
      for (TopicPartition partition : step.partitions()) {
        List<ConsumerRecord<byte[], byte[]>> more = step.records(partition);
        byPartition.computeIfAbsent(partition, _ -> new ArrayList<>()).addAll(more);
        for (ConsumerRecord<byte[], byte[]> record : more) {
          bytes +=
              Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        }
      }
      next.putAll(step.nextOffsets());
      records += step.count();
    }

    private ConsumerRecords<byte[], byte[]> together() {
      return new ConsumerRecords<>(byPartition, next);
    }
  }
}
