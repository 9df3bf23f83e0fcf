package dev.millrace.kafka;

import dev.millrace.events.wire.MalformedRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Reads the whole of a small compacted topic and goes on reading, on a thread of its own.
///
/// It needs no group: every process reads everything from the beginning. The topic may appear later
/// than this process, since executors make it. When Kafka goes away, what was read stays as it was,
/// and comes again from the beginning when Kafka is back.
public final class WholeTopic implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(WholeTopic.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration TRY_AGAIN = Duration.ofMillis(250);
  private static final Duration TO_STOP = Duration.ofSeconds(5);

  private final String topic;
  private final Supplier<Consumer<String, String>> consumers;
  private final Reader reader;
  private final Runnable passedOver;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private volatile CountDownLatch stopped = new CountDownLatch(0);
  private volatile @Nullable Consumer<String, String> open;
  private @Nullable Thread thread;

  /// What reads the records, on one thread.
  public interface Reader {

    /// Takes a record with a key; whatever it throws, the record is passed over and counted.
    ///
    /// @param line its value is null where the key is taken back
    /// @param isNew whether it was written since the reading began; old ones come at first
    void take(ConsumerRecord<String, String> line, boolean isNew);

    /// Everything that was there when the reading began is read; also each time that Kafka is back.
    default void caughtUp() {}
  }

  /// @param kafka how consumers reach Kafka
  /// @param client its name at the brokers
  /// @param passedOver is told of each record that its reader cannot bear
  public WholeTopic(
      Map<String, ?> kafka, String topic, String client, Reader reader, Runnable passedOver) {
    this(topic, () -> open(kafka, client), reader, passedOver);
  }

  /// @param consumers opens a consumer without a group, or throws while Kafka is away
  WholeTopic(
      String topic,
      Supplier<Consumer<String, String>> consumers,
      Reader reader,
      Runnable passedOver) {
    this.topic = topic;
    this.consumers = consumers;
    this.reader = reader;
    this.passedOver = passedOver;
  }

  private static Consumer<String, String> open(Map<String, ?> kafka, String client) {
    return new KafkaConsumer<>(
        ConsumerSettings.ofWholeTopic(kafka, client),
        new StringDeserializer(),
        new StringDeserializer());
  }

  @Override
  public void start() {
    stopped = new CountDownLatch(1);
    thread = Thread.ofPlatform().daemon().name("reads-" + topic).start(this::run);
  }

  /// Returns when everything that was there at the start is read.
  public void awaitCaughtUp() throws InterruptedException {
    caughtUp.await();
  }

  @Override
  public void stop() {
    stopped.countDown();
    Consumer<String, String> consumer = open;
    if (consumer != null) {
      consumer.wakeup();
    }
    Thread running = thread;
    if (running != null) {
      try {
        boolean _ = running.join(TO_STOP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0;
  }

  private void run() {
    while (isRunning()) {
      try (Consumer<String, String> consumer = consumers.get()) {
        open = consumer;
        readFromTheBeginning(consumer);
      } catch (WakeupException e) {
        // stop() asked for it; the loop looks.
      } catch (RuntimeException e) {
        LOG.warn("What was read of {} stays as it is for now: {}", topic, e.toString());
        pause();
      } finally {
        open = null;
      }
    }
  }

  private void readFromTheBeginning(Consumer<String, String> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    while (partitions.isEmpty()) {
      pause();
      if (!isRunning()) {
        return;
      }
      partitions = partitions(consumer);
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    boolean isAtTheEnd = false;
    while (isRunning()) {
      if (!isAtTheEnd && hasPassed(consumer, ends)) {
        isAtTheEnd = true;
        reader.caughtUp();
        caughtUp.countDown();
      }
      for (ConsumerRecord<String, String> line : consumer.poll(POLL)) {
        if (line.key() != null) {
          take(line, isAtTheEnd);
        }
      }
    }
  }

  private static boolean hasPassed(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /// A record that its reader cannot bear is passed over: the next of its key may be better, and
  /// those of all others are.
  private void take(ConsumerRecord<String, String> line, boolean isNew) {
    try {
      reader.take(line, isNew);
    } catch (MalformedRecord e) {
      passedOver.run();
      LOG.warn("Passed over {}: {}", place(line), e.getMessage());
    } catch (RuntimeException e) {
      passedOver.run();
      LOG.error("Passed over {}", place(line), e);
    }
  }

  private static String place(ConsumerRecord<String, String> line) {
    return line.topic() + "-" + line.partition() + " offset " + line.offset();
  }

  private List<TopicPartition> partitions(Consumer<String, String> consumer) {
    var known = consumer.partitionsFor(topic);
    return known == null
        ? List.of()
        : known.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
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
