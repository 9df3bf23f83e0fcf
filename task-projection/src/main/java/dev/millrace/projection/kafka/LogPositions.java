package dev.millrace.projection.kafka;

import dev.millrace.projection.poll.Advance;
import dev.millrace.projection.poll.StoredOffsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/// Where each partition assigned to this process stands, as far as this process knows.
///
/// It is looked up when a partition comes, and moved with each poll that is committed. A belief
/// that is wrong does no harm: the database moves an offset only from where it is.
final class LogPositions implements ConsumerAwareRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(LogPositions.class);

  /// @param stored what the database says, null for nothing
  /// @param next the first offset that is not folded yet: the same, unless the log was made anew
  record Position(@Nullable Long stored, long next) {}

  private final StoredOffsets offsets;
  private final LogMeters meters;
  private final Map<TopicPartition, Position> positions = new ConcurrentHashMap<>();

  LogPositions(StoredOffsets offsets, LogMeters meters) {
    this.offsets = offsets;
    this.meters = meters;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    try {
      locate(consumer, partitions);
    } catch (DataAccessException | TimeoutException e) {
      // Nobody knows where to go on. From the start is always right, because what is known is
      // looked
      // up again before anything is folded; it only costs a fetch.
      LOG.warn(
          "Cannot look up where {} stand; asking again with their first records", partitions, e);
      partitions.forEach(positions::remove);
      consumer.seekToBeginning(List.copyOf(partitions));
    }
  }

  @Override
  public void onPartitionsRevokedAfterCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    forget(partitions);
  }

  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    forget(partitions);
  }

  /// Where a partition stands, or null if that is to be looked up.
  @Nullable Position of(TopicPartition partition) {
    return positions.get(partition);
  }

  /// Looks up where partitions stand, and has the consumer go on there.
  void locate(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (var topic : partitions.stream().map(TopicPartition::topic).distinct().toList()) {
      Map<Integer, Long> stored = offsets.of(topic);
      for (TopicPartition partition : partitions) {
        if (partition.topic().equals(topic)) {
          place(consumer, partition, stored.get(partition.partition()), ends.get(partition));
        }
      }
    }
  }

  /// These advances are committed.
  void moved(Collection<Advance> advances) {
    for (Advance advance : advances) {
      positions.computeIfPresent(
          new TopicPartition(advance.topic(), advance.partition()),
          (_, _) -> new Position(advance.to(), advance.to()));
    }
  }

  /// A record came that is behind the place, and nobody had looked for it: the log was cut, and
  /// goes on from there with other records. Brokers that lose their newest records do that: all of
  /// them killed by a power cut, or a leader elected that had not caught up. What the log lost
  /// stands in the tables; what comes instead is folded, and whatever of it was folded before is
  /// known by its sequence.
  ///
  /// @return the place from where it is read on
  Position wentBack(TopicPartition partition, long offset) {
    var place = positions.get(partition);
    LOG.error(
        "{} was cut: at {} something else comes now, and is read from there", partition, offset);
    var cut = new Position(place == null ? null : place.stored(), offset);
    positions.put(partition, cut);
    return cut;
  }

  private void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(positions::remove);
    meters.gone(partitions);
  }

  private void place(
      Consumer<?, ?> consumer,
      TopicPartition partition,
      @Nullable Long stored,
      @Nullable Long end) {
    boolean anew = stored != null && end != null && stored > end;
    if (anew) {
      LOG.error(
          "{} ends at {}, and {} of it is folded: it was made anew, and is read from its start",
          partition,
          end,
          stored);
    }
    if (stored == null || anew) {
      positions.put(partition, new Position(stored, 0));
      consumer.seekToBeginning(List.of(partition));
    } else {
      positions.put(partition, new Position(stored, stored));
      consumer.seek(partition, stored);
    }
  }
}
