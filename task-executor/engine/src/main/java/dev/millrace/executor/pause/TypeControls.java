package dev.millrace.executor.pause;

import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.observe.EngineMeters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that reads the whole of `millrace.type-controls`, and goes on reading.
///
/// It needs no group, since every executor reads everything. No work may be taken in before all of
/// it was read once: an executor that starts while a type is paused would run it. When Kafka goes
/// away after that, everything stays as it was said last, and is read anew when Kafka is back. The
/// relay may say the last second again after a crash; what it says last is right.
public final class TypeControls {

  private static final Logger LOG = LoggerFactory.getLogger(TypeControls.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final TypeGate gate;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final EngineMeters meters;
  private final CountDownLatch read = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /// @param consumers opens a consumer without a group
  public TypeControls(
      TypeGate gate, Supplier<Consumer<String, byte[]>> consumers, EngineMeters meters) {
    this.gate = gate;
    this.consumers = consumers;
    this.meters = meters;
    this.thread = Thread.ofPlatform().daemon().name("millrace-type-controls").unstarted(this::loop);
  }

  /// Starts reading, and returns when everything that was said before is known.
  public void start() throws InterruptedException {
    thread.start();
    read.await();
  }

  public void stop(Duration patience) throws InterruptedException {
    stopped.countDown();
    if (thread.getState() != Thread.State.NEW) {
      thread.join(patience);
    }
  }

  private void loop() {
    while (!isStopping()) {
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        follow(consumer);
      } catch (RuntimeException e) {
        LOG.warn("What is paused stays as it is for now: {}", e.toString());
        pause();
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.TYPE_CONTROLS).stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IllegalStateException(Topics.TYPE_CONTROLS + " is not there");
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (!isStopping()) {
      if (read.getCount() > 0
          && ends.entrySet().stream()
              .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        read.countDown();
      }
      consumer.poll(POLL).forEach(this::take);
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      TypeControl control =
          TaskCodec.readTypeControl(new String(record.value(), StandardCharsets.UTF_8));
      if (gate.apply(control)) {
        LOG.info(
            "Type {} is {} by {}: {}",
            control.type(),
            control.paused() ? "paused" : "resumed",
            control.by(),
            control.reason());
      }
    } catch (MalformedRecord e) {
      meters.unreadable(1);
      LOG.warn(
          "Record {}-{} at {} is left out: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private boolean isStopping() {
    return stopped.getCount() == 0;
  }

  private void pause() {
    try {
      boolean _ = stopped.await(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped.countDown();
    }
  }
}
