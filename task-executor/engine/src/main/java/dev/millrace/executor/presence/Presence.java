package dev.millrace.executor.presence;

import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.ExecutorSnapshot.RunningTask;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.attempt.RunningAttempts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that says every other second what this executor does, and takes it back at the end.
///
/// It is no fact: a snapshot that gets lost is followed by the next one, and an executor that dies
/// is recognised by its silence.
public final class Presence {

  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Snapshots snapshots;
  private final RunningAttempts running;
  private final Supplier<Map<TaskType, Integer>> waiting;
  private final Producer<String, byte[]> producer;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /// @param waiting tasks of each type in the waiting room
  public Presence(
      Snapshots snapshots,
      RunningAttempts running,
      Supplier<Map<TaskType, Integer>> waiting,
      Producer<String, byte[]> producer,
      Clock clock) {
    this.snapshots = snapshots;
    this.running = running;
    this.waiting = waiting;
    this.producer = producer;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("millrace-presence").unstarted(this::loop);
  }

  /// Starts to speak, once, and returns when the brokers have heard it; the topic must be there.
  ///
  /// @throws IllegalStateException when they have not
  public void start() throws InterruptedException {
    if (thread.getState() != Thread.State.NEW) {
      return;
    }
    try {
      producer.send(record(now())).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the first snapshot was not accepted", e.getCause());
    }
    thread.start();
  }

  /// Says that the executor is gone. Without Kafka nobody hears of it, and that is not waited for.
  public void stop(Duration patience) throws InterruptedException {
    stopped.countDown();
    if (thread.getState() != Thread.State.NEW) {
      thread.join(patience);
    }
  }

  private void loop() {
    try {
      while (!stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        send(now());
      }
      send(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] now() {
    List<RunningTask> tasks =
        running.all().stream()
            .map(attempt ->
                new RunningTask(
                    attempt.claim().taskId(), attempt.claim().request().type(), attempt.since()))
            .toList();
    return TaskCodec.write(snapshots.of(tasks, waiting.get(), clock.instant()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private void send(byte @Nullable [] snapshot) {
    try {
      Future<?> _ = producer.send(record(snapshot));
    } catch (RuntimeException e) {
      // The next one is said anyway.
      LOG.debug("A snapshot is not sent", e);
    }
  }

  @SuppressWarnings("NullAway") // a record without a value says that the executor is gone
  private ProducerRecord<String, byte[]> record(byte @Nullable [] snapshot) {
    return new ProducerRecord<>(Topics.EXECUTOR_SNAPSHOTS, snapshots.id().value(), snapshot);
  }
}
