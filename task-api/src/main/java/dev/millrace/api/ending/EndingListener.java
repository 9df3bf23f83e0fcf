package dev.millrace.api.ending;

import dev.millrace.api.batch.Batches;
import dev.millrace.events.DataRefusal;
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
final class EndingListener implements BatchMessageListener<byte[], Optional<Ending>> {

  private static final Logger LOG = LoggerFactory.getLogger(EndingListener.class);

  private final EndingRows rows;
  private final Batches batches;
  private final Clock clock;
  private final LongAdder putAside = new LongAdder();

  EndingListener(EndingRows rows, Batches batches, Clock clock) {
    this.rows = rows;
    this.batches = batches;
    this.clock = clock;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], Optional<Ending>>> records) {
    List<Ending> endings = new ArrayList<>();
    for (var found : records) {
      // Of a record without a value Kafka makes null by itself.
      if (found.value() != null) {
        found.value().ifPresent(endings::add);
      }
    }
    Collection<Ending> newest = Ending.newest(endings);
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

  private void write(Collection<Ending> endings) {
    rows.write(endings);
    // A crash before this is followed by the same poll.
    batches.stopFor(
        endings.stream().filter(Ending::isFailure).map(Ending::taskId).toList(), clock.instant());
  }

  private void writeAlone(Ending ending) {
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
