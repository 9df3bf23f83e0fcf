package dev.millrace.executor.retry;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.task.TimeRange;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.CloudEventReader;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A record of a retry topic, read.
///
/// @param retryAt when its task is due
record RetryRecord(ConsumerRecord<String, byte[]> record, Fact fact, Instant retryAt) {

  /// Bytes of a fact that waits, which holds an error or an actor and no more.
  private static final int LARGEST = 256 * 1024;

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  /// Reads a record.
  ///
  /// @throws MalformedRecord when it is no fact that lets a task wait
  static RetryRecord read(ConsumerRecord<String, byte[]> record) {
    byte[] value = record.value();
    if (value != null && value.length > LARGEST) {
      throw new MalformedRecord("value", "has more than " + LARGEST + " bytes");
    }
    CloudEvent event = CloudEventReader.read(record.headers(), value);
    Fact fact = TaskCodec.readFact(event);
    Instant due = fact == null ? null : due(fact.event());
    if (fact == null || due == null) {
      throw new MalformedRecord("header ce_type", "is not that of a retry: " + event.type());
    }
    return new RetryRecord(record, fact, due);
  }

  private static @Nullable Instant due(TaskEvent event) {
    return switch (event) {
      case TaskRetryScheduled retry -> retry.retryAt();
      case TaskResumed resumed -> resumed.runAt();
      case TaskEvent.Final _,
          TaskRequested _,
          TaskStarted _,
          TaskProgressed _,
          TaskCancelRequested _,
          TaskPaused _,
          TaskTakenOver _,
          TaskStepCompleted _,
          TaskCompensationStarted _,
          TaskStepCompensated _,
          TaskRedriven _,
          TaskRestored _ ->
          null;
    };
  }

  TopicPartition partition() {
    return new TopicPartition(record.topic(), record.partition());
  }

  /// When the record should leave its topic: at once, where it says that it was written in the
  /// future. Its writer's word must not hold up what stands behind it.
  Instant leaves(Instant now) {
    Instant written = TimeRange.nearest(Instant.ofEpochMilli(record.timestamp()));
    return written.isAfter(now.plus(CLOCKS_DIFFER))
        ? now
        : RetryTopics.leaves(record.topic(), written, retryAt);
  }

  /// The same record for another topic.
  ProducerRecord<String, byte[]> on(String topic) {
    return new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
  }
}
