package dev.millrace.executor.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties the retry topics: each record waits for its time and then hops to a shorter delay or
/// goes to its work topic. One thread, one member of a classic consumer group.
///
/// A partition whose head is not due is paused and read again from there. Offsets are committed
/// after the brokers have acknowledged what was forwarded, so a crash forwards some records twice;
/// the run store starts their tasks once.
public final class RetryForwarder {

  private static final Logger LOG = LoggerFactory.getLogger(RetryForwarder.class);
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(10);

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final RetryDispatch dispatch;
  private final Clock clock;
  private final Map<TopicPartition, Instant> paused = new HashMap<>();
  private volatile boolean stopping;
  private @Nullable Thread thread;
  private Instant nextSweep;

  public RetryForwarder(
      Supplier<Consumer<String, byte[]>> consumers, RetryDispatch dispatch, Clock clock) {
    this.consumers = consumers;
    this.dispatch = dispatch;
    this.clock = clock;
    this.nextSweep = clock.instant();
  }

  public synchronized void start() {
    stopping = false;
    thread = Thread.ofPlatform().name("millrace-retry").start(this::loop);
  }

  /// Ends forwarding; what was sent on is committed, or is sent again by whoever comes next.
  public synchronized void stop(Duration patience) throws InterruptedException {
    stopping = true;
    if (thread != null && !thread.join(patience)) {
      LOG.warn("The forwarder of retries does not come to its end");
    }
  }

  private void loop() {
    while (!stopping) {
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        paused.clear();
        consumer.subscribe(dispatch.topics());
        while (!stopping) {
          turn(consumer);
        }
      } catch (WakeupException e) {
        // Nobody wakes this consumer but its own closing.
        return;
      } catch (RuntimeException e) {
        // A new consumer begins at the last commit, so nothing is skipped.
        LOG.warn("Retries are not forwarded for a moment: {}", e.toString());
        pause();
      }
    }
  }

  private void turn(Consumer<String, byte[]> consumer) {
    resumeDue(consumer);
    ConsumerRecords<String, byte[]> records = consumer.poll(WAIT);
    Instant now = clock.instant();
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<String, byte[]> record : records.records(partition)) {
        Optional<Instant> later = dispatch.offer(record, now);
        if (later.isPresent()) {
          consumer.seek(partition, record.offset());
          consumer.pause(List.of(partition));
          paused.put(partition, later.get());
          break;
        }
        done.put(partition, new OffsetAndMetadata(record.offset() + 1));
      }
    }
    dispatch.send(now);
    if (!done.isEmpty()) {
      consumer.commitSync(done);
    }
    if (!now.isBefore(nextSweep)) {
      nextSweep = now.plus(BETWEEN_SWEEPS);
      dispatch.sweep();
    }
  }

  private void resumeDue(Consumer<String, byte[]> consumer) {
    Instant now = clock.instant();
    paused.keySet().retainAll(consumer.assignment());
    paused
        .entrySet()
        .removeIf(head -> {
          boolean due = !head.getValue().isAfter(now);
          if (due) {
            consumer.resume(List.of(head.getKey()));
          }
          return due;
        });
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
    } catch (InterruptedException e) {
      stopping = true;
    }
  }
}
