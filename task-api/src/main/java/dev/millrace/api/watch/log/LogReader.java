package dev.millrace.api.watch.log;

import dev.millrace.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// Reads the event log, all of its partitions, from a position on. For one thread.
///
/// All methods throw [KafkaException] when Kafka is away for too long, and when what comes next has
/// been deleted.
public final class LogReader implements AutoCloseable {

  /// Records of each partition that are read before the first that is wanted, to recognise second
  /// copies.
  private static final long PRELUDE = 500;

  private final Consumer<byte[], String> consumer;
  private List<TopicPartition> partitions = List.of();

  LogReader(Consumer<byte[], String> consumer) {
    this.consumer = consumer;
  }

  /// What was read at once.
  ///
  /// @param records how many there were, with those that are no facts
  /// @param facts in the order of each partition
  public record Poll(int records, List<LogEntry> facts) {}

  /// Takes the partitions that there are.
  ///
  /// @return false while there is no log
  public boolean assign() {
    partitions = partitions();
    consumer.assign(partitions);
    return !partitions.isEmpty();
  }

  /// Whether partitions have been added that are not read.
  public boolean hasMorePartitions() {
    return partitions().size() != partitions.size();
  }

  public LogPosition begin() {
    return position(consumer.beginningOffsets(partitions));
  }

  public LogPosition end() {
    return position(consumer.endOffsets(partitions));
  }

  /// Goes to shortly before a position, or to the begin of the log where that is later.
  ///
  /// @return where it stands now
  public LogPosition seekBefore(LogPosition position) {
    LogPosition begin = begin();
    for (TopicPartition partition : partitions) {
      int number = partition.partition();
      consumer.seek(partition, Math.max(begin.next(number), position.next(number) - PRELUDE));
    }
    return position();
  }

  /// Where it stands.
  public LogPosition position() {
    return LogPosition.of(partitions.stream().mapToLong(consumer::position).toArray());
  }

  /// Reads on; waits for something to read at most so long.
  public Poll poll(Duration atMost) {
    var polled = consumer.poll(atMost);
    List<LogEntry> facts = new ArrayList<>(polled.count());
    for (var found : polled) {
      LogEntry entry = LogEntry.read(found);
      if (entry != null) {
        facts.add(entry);
      }
    }
    return new Poll(polled.count(), facts);
  }

  @Override
  public void close() {
    consumer.close();
  }

  /// In order; empty while there is no topic.
  private List<TopicPartition> partitions() {
    var known = consumer.partitionsFor(Topics.EVENTS);
    return known == null
        ? List.of()
        : known.stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
            .toList();
  }

  private static LogPosition position(Map<TopicPartition, Long> offsets) {
    long[] next = new long[offsets.size()];
    offsets.forEach((partition, offset) -> next[partition.partition()] = offset);
    return LogPosition.of(next);
  }
}
