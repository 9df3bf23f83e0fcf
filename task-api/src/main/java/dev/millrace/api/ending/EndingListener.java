package dev.millrace.api.ending;

import dev.millrace.api.batch.Batches;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/// Has the endings of a poll written.
///
/// It throws when the database is away, and is then called again with the same records.
final class EndingListener implements BatchMessageListener<byte[], Optional<Ending>> {

  private final EndingRows rows;
  private final Batches batches;
  private final Clock clock;

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
    rows.write(newest);
    // A crash before this is followed by the same poll.
    batches.stopFor(
        newest.stream().filter(Ending::isFailure).map(Ending::taskId).toList(), clock.instant());
  }
}
