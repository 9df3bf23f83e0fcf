package dev.millrace.executor.retry;

import dev.millrace.events.Fact;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Collects the retries of a poll that are due and sends them where they go next, with one look
/// into the run store. Used by one thread.
///
/// A task that waits no more, because it was cancelled or runs already, is dropped here.
public final class RetryDispatch {

  private static final Logger LOG = LoggerFactory.getLogger(RetryDispatch.class);
  private static final int SWEEP = 500;
  private static final String SOURCE = "/millrace/executor";

  private final ExecutorGroup group;
  private final RetryRows rows;
  private final Producer<String, byte[]> producer;
  private final BiConsumer<ConsumerRecord<String, byte[]>, MalformedRecord> unreadable;
  private final List<RetryRecord> due = new ArrayList<>();

  /// @param group whose retries these are
  /// @param unreadable makes a record a dead letter and returns when that is safe
  public RetryDispatch(
      ExecutorGroup group,
      RetryRows rows,
      Producer<String, byte[]> producer,
      BiConsumer<ConsumerRecord<String, byte[]>, MalformedRecord> unreadable) {
    this.group = group;
    this.rows = rows;
    this.producer = producer;
    this.unreadable = unreadable;
  }

  /// The topics whose records are offered.
  List<String> topics() {
    return RetryTopics.all(group);
  }

  /// Takes a record that is due.
  ///
  /// @return empty when it was taken, otherwise when to come again
  Optional<Instant> offer(ConsumerRecord<String, byte[]> record, Instant now) {
    RetryRecord retry;
    try {
      retry = RetryRecord.read(record);
    } catch (MalformedRecord e) {
      unreadable.accept(record, e);
      return Optional.empty();
    }
    Instant leaves = retry.leaves(now);
    if (leaves.isAfter(now)) {
      return Optional.of(leaves);
    }
    due.add(retry);
    return Optional.empty();
  }

  /// Sends what was taken and returns when it is acknowledged.
  void send(Instant now) {
    List<RetryRecord> batch = List.copyOf(due);
    due.clear();
    if (batch.isEmpty()) {
      return;
    }
    Map<TaskId, RetryRows.Waiting> waiting =
        rows.waiting(batch.stream().map(retry -> retry.fact().taskId()).toList());
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (RetryRecord retry : batch) {
      RetryRows.Waiting task = waiting.get(retry.fact().taskId());
      if (task != null && task.sequence() == retry.fact().sequence()) {
        records.add(
            retry.on(
                retry.retryAt().isAfter(now)
                    ? RetryTopics.next(group, now, retry.retryAt())
                    : task.workTopic()));
      }
    }
    publish(records);
  }

  /// Sends tasks again whose record did not come through.
  void sweep() {
    List<RetryRows.Overdue> overdue = rows.takeOverdue(SWEEP);
    if (!overdue.isEmpty()) {
      LOG.warn("{} tasks are overdue and sent to their work topics again", overdue.size());
      publish(overdue.stream().map(one -> record(one.workTopic(), one.fact())).toList());
    }
  }

  private void publish(List<ProducerRecord<String, byte[]>> records) {
    List<? extends Future<?>> sent = records.stream().map(producer::send).toList();
    for (Future<?> one : sent) {
      try {
        one.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while retries are forwarded", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a retry was not accepted", e.getCause());
      }
    }
  }

  private static ProducerRecord<String, byte[]> record(String topic, Fact fact) {
    CloudEvent event = TaskCodec.write(fact, SOURCE, null);
    var record =
        new ProducerRecord<>(
            topic, fact.taskId().toString(), event.data().getBytes(StandardCharsets.UTF_8));
    event
        .headers()
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }
}
