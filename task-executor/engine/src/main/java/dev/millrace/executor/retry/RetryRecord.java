package dev.millrace.executor.retry;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// A record of a retry topic, read.
record RetryRecord(ConsumerRecord<String, byte[]> record, Fact fact, Instant retryAt) {

  /// Reads a record.
  ///
  /// @throws MalformedRecord when it is no fact of a retry
  static RetryRecord read(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      throw new MalformedRecord("value", "is missing");
    }
    CloudEvent event =
        CloudEvent.read(
            name -> text(record.headers().lastHeader(name)),
            new String(record.value(), StandardCharsets.UTF_8));
    Fact fact = TaskCodec.readFact(event);
    if (fact == null || !(fact.event() instanceof TaskRetryScheduled retry)) {
      throw new MalformedRecord("header ce_type", "is not that of a retry: " + event.type());
    }
    return new RetryRecord(record, fact, retry.retryAt());
  }

  TopicPartition partition() {
    return new TopicPartition(record.topic(), record.partition());
  }

  /// When the record should leave its topic.
  Instant leaves() {
    return RetryTopics.leaves(record.topic(), Instant.ofEpochMilli(record.timestamp()), retryAt);
  }

  /// The same record for another topic.
  ProducerRecord<String, byte[]> on(String topic) {
    return new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
