package dev.millrace.executor.work;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockShareConsumer;

/// Kafka's own fake, and how each record was settled.
final class RecordingShareConsumer extends MockShareConsumer<String, byte[]> {

  int polls;
  volatile boolean closed;
  Runnable afterPoll = () -> {};
  private final List<String> steps;

  /// @param steps what a test sees, in order
  RecordingShareConsumer(List<String> steps) {
    this.steps = steps;
  }

  @Override
  public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
    polls++;
    ConsumerRecords<String, byte[]> records = super.poll(timeout);
    afterPoll.run();
    return records;
  }

  @Override
  public synchronized void acknowledge(
      ConsumerRecord<String, byte[]> record, AcknowledgeType type) {
    steps.add(type.name());
  }

  @Override
  public synchronized void commitAsync() {
    steps.add("commit");
  }

  @Override
  public synchronized void close(Duration timeout) {
    closed = true;
    super.close(timeout);
  }
}
