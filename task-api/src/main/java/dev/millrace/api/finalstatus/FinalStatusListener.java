package dev.millrace.api.finalstatus;

import dev.millrace.api.batch.Batches;
import dev.millrace.events.stored.DataRefusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/// Has the endings of a poll written.
///
/// It throws when the database is away, and is then called again with the same records.
final class FinalStatusListener implements BatchMessageListener<byte[], Optional<FinalStatus>> {

  private static final Logger LOG = LoggerFactory.getLogger(FinalStatusListener.class);

  private final FinalStatusRows rows;
  private final Batches batches;
  private final Clock clock;
  private final LongAdder putAside = new LongAdder();

  FinalStatusListener(FinalStatusRows rows, Batches batches, Clock clock) {
    this.rows = rows;
    this.batches = batches;
    this.clock = clock;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], Optional<FinalStatus>>> records) {
    List<FinalStatus> endings = new ArrayList<>();
    for (var found : records) {
      // Of a record without a value Kafka makes null by itself.
      if (found.value() != null) {
        found.value().ifPresent(endings::add);
      }
    }
    Collection<FinalStatus> newest = FinalStatus.newest(endings);
    try {
      write(newest);
    } catch (RuntimeException e) {
      if (!DataRefusal.isCauseOf(e)) {
        throw e;
      }
      LOG.warn("{} endings are written one by one: {}", newest.size(), e.toString());
      newest.forEach(this::writeAlone);
    }
  }

  /// A record could not be read.
  void passedOver() {
    putAside.increment();
  }

  /// Records that were passed over so far: they could not be read, or not be stored.
  long putAside() {
    return putAside.sum();
  }

  private void write(Collection<FinalStatus> endings) {
    rows.write(endings);
    // A crash before this is followed by the same poll.
    batches.stopFor(
        endings.stream().filter(FinalStatus::isFailure).map(FinalStatus::taskId).toList(),
        clock.instant());
  }

  private void writeAlone(FinalStatus ending) {
    try {
      write(List.of(ending));
    } catch (RuntimeException e) {
      if (!DataRefusal.isCauseOf(e)) {
        throw e;
      }
      putAside.increment();
      LOG.error("The end of task {} cannot be stored", ending.taskId(), e);
    }
  }
}
