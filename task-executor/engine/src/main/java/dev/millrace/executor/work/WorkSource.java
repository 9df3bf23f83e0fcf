package dev.millrace.executor.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The work topic of one type and priority, as one member of the executors' share group. Used by
/// one thread.
///
/// Every record of a poll must be settled before the next one; what is not when this is closed goes
/// back to the group.
final class WorkSource implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkSource.class);

  private final ShareConsumer<String, byte[]> consumer;

  WorkSource(String topic, ShareConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
    // A late or lost acknowledgement does no harm: what comes again, the run store drops.
    consumer.setAcknowledgementCommitCallback((offsets, failure) -> {
      if (failure != null) {
        LOG.debug("Not acknowledged: {}", offsets, failure);
      }
    });
    consumer.subscribe(List.of(topic));
  }

  List<ConsumerRecord<String, byte[]>> poll(Duration atMost) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    consumer.poll(atMost).forEach(records::add);
    return records;
  }

  void accept(ConsumerRecord<String, byte[]> record) {
    consumer.acknowledge(record, AcknowledgeType.ACCEPT);
  }

  /// Never to be delivered again.
  void reject(ConsumerRecord<String, byte[]> record) {
    consumer.acknowledge(record, AcknowledgeType.REJECT);
  }

  /// Sends the acknowledgements without waiting for them.
  void commit() {
    consumer.commitAsync();
  }

  /// Ends a poll; the one method for other threads.
  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(Duration.ofSeconds(5));
  }
}
