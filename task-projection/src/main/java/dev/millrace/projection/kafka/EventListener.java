package dev.millrace.projection.kafka;

import static java.util.Objects.requireNonNull;

import dev.millrace.kafka.Linger;
import dev.millrace.projection.poll.Advance;
import dev.millrace.projection.poll.Anomaly;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.Poll;
import dev.millrace.projection.poll.PollWriter;
import dev.millrace.projection.poll.PollWriter.Outcome.Fenced;
import dev.millrace.projection.poll.PollWriter.Outcome.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;

/// Makes a poll of what the consumer read, and has it written.
///
/// It throws when the database refuses or is away, and is then called again with the same records.
final class EventListener implements BatchConsumerAwareMessageListener<byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(EventListener.class);

  /// The three facts of a short task come together more often than not, and its row is written
  /// once.
  private static final Linger GATHERING = new Linger(24, 1_000, Duration.ofMillis(25));

  private static final Duration TO_ASK = Duration.ofSeconds(1);

  private final PollWriter writer;
  private final LogPositions positions;
  private final LogMeters meters;
  private final Function<ConsumerRecord<byte[], byte[]>, Entry> decoder;

  EventListener(
      PollWriter writer,
      LogPositions positions,
      LogMeters meters,
      Function<ConsumerRecord<byte[], byte[]>, Entry> decoder) {
    this.decoder = decoder;
    this.writer = writer;
    this.positions = positions;
    this.meters = meters;
  }

  @Override
  public void onMessage(
      List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> given) {
    Consumer<?, ?> consumer = requireNonNull(given, "the container gives it");
    Set<TopicPartition> read = new LinkedHashSet<>();
    for (var record : records) {
      read.add(new TopicPartition(record.topic(), record.partition()));
    }
    read.retainAll(consumer.assignment());
    meters.arrived(read);
    try {
      takeIn(records, consumer, read);
    } catch (RuntimeException e) {
      sayHowFarBehind(consumer, read);
      throw e;
    }
    meters.moved(consumer, read);
    LockSupport.parkNanos(GATHERING.after(records.size()).toNanos());
  }

  private void takeIn(
      List<ConsumerRecord<byte[], byte[]>> records,
      Consumer<?, ?> consumer,
      Set<TopicPartition> read) {
    Poll poll = meters.decoding(() -> poll(records, consumer, read));
    if (!poll.advances().isEmpty()) {
      switch (meters.writing(() -> writer.write(poll))) {
        case Written written -> {
          positions.moved(poll.advances());
          report(poll, written);
        }
        case Fenced _ -> {
          LOG.warn("Another reader has moved the offsets of some of {}; looking them up", read);
          meters.fenced();
          positions.locate(consumer, read);
        }
      }
    }
  }

  /// The log grows while a poll is tried again, and its consumer is told nothing meanwhile.
  private void sayHowFarBehind(Consumer<?, ?> consumer, Set<TopicPartition> read) {
    try {
      consumer
          .endOffsets(read, TO_ASK)
          .forEach((partition, end) -> {
            var position = positions.of(partition);
            if (position != null) {
              meters.failed(partition, Math.max(1, end - position.next()));
            }
          });
    } catch (KafkaException e) {
      LOG.debug("Nobody knows how far behind {} are", read, e);
    }
  }

  /// Leaves out what is folded already, and whatever is of a partition that this consumer has lost.
  private Poll poll(
      List<ConsumerRecord<byte[], byte[]>> records,
      Consumer<?, ?> consumer,
      Set<TopicPartition> read) {
    List<TopicPartition> unknown =
        read.stream().filter(partition -> positions.of(partition) == null).toList();
    positions.locate(consumer, unknown);
    List<Entry> entries = new ArrayList<>(records.size());
    Map<TopicPartition, Long> reached = new LinkedHashMap<>();
    for (var record : records) {
      var partition = new TopicPartition(record.topic(), record.partition());
      var position = read.contains(partition) ? positions.of(partition) : null;
      if (position != null && record.offset() < position.next() && !unknown.contains(partition)) {
        position = positions.wentBack(partition, record.offset());
      }
      if (position != null && record.offset() >= position.next()) {
        entries.add(decoder.apply(record));
        reached.put(partition, record.offset() + 1);
      }
    }
    List<Advance> advances = new ArrayList<>(reached.size());
    reached.forEach((partition, to) -> {
      var position = positions.of(partition);
      if (position != null) {
        advances.add(new Advance(partition.topic(), partition.partition(), position.stored(), to));
      }
    });
    return new Poll(entries, advances);
  }

  private void report(Poll poll, Written written) {
    meters.written(written);
    for (Anomaly doubt : written.doubts()) {
      LOG.warn(
          "Task {}: fact {} ({}) is doubtful: {}",
          doubt.taskId(),
          doubt.sequence(),
          doubt.type(),
          doubt.why());
    }
    if (written.tally().unreadable() > 0) {
      for (Entry entry : poll.entries()) {
        if (entry instanceof Entry.Unreadable record) {
          LOG.error("Passed over {}: {}", record.at(), record.reason());
        }
      }
    }
  }
}
