package dev.millrace.api.topic;

import com.networknt.schema.SchemaException;
import dev.millrace.events.wire.MalformedRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/// Reads the whole of a small topic and goes on reading.
///
/// It needs no group: every process reads everything from the beginning. The topic may appear later
/// than this process, since executors make it. When Kafka goes away, what was read stays as it was,
/// and comes again from the beginning when Kafka is back.
public final class WholeTopic implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(WholeTopic.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_MILLIS = 250;

  /// A few, since a record of a few KB compressed may be large.
  private static final String POLL_RECORDS = "50";

  private final String topic;
  private final String name;
  private final ConsumerFactory<String, String> consumers;
  private final Reader reader;
  private final Counter putAside;
  private volatile CountDownLatch stopped = new CountDownLatch(0);
  private volatile @Nullable Consumer<String, String> open;
  private @Nullable Thread thread;

  /// What reads the records, on one thread.
  public interface Reader {

    /// Takes a record with a key; whatever it throws, the record is passed over and counted.
    ///
    /// @param isNew whether it was written since the reading began; old ones come at first
    void take(ConsumerRecord<String, String> line, boolean isNew);

    /// Everything that was there when the reading began is read.
    default void caughtUp() {}
  }

  /// @param name of the thread and the client
  /// @param meters count what is passed over: `millrace.api.topics.put.aside`, by topic
  public WholeTopic(
      String topic,
      String name,
      ConsumerFactory<String, String> consumers,
      Reader reader,
      MeterRegistry meters) {
    this.putAside =
        Counter.builder("millrace.api.topics.put.aside")
            .description("records of a small topic that were passed over")
            .tag("topic", topic)
            .register(meters);
    this.topic = topic;
    this.name = name;
    this.consumers = consumers;
    this.reader = reader;
  }

  @Override
  public void start() {
    stopped = new CountDownLatch(1);
    thread = Thread.ofPlatform().daemon().name(name).start(this::run);
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
        running.join(Duration.ofSeconds(5));
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
      try (Consumer<String, String> consumer = newConsumer()) {
        open = consumer;
        readFromTheBeginning(consumer);
      } catch (WakeupException e) {
        // stop() asked for it; the loop looks.
      } catch (KafkaException e) {
        LOG.warn("What was read of {} stays as it is for now: {}", topic, e.toString());
        pause();
      } finally {
        open = null;
      }
    }
  }

  private Consumer<String, String> newConsumer() {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
    return consumers.createConsumer(null, name, null, settings);
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
    boolean caughtUp = false;
    while (isRunning()) {
      if (!caughtUp
          && ends.entrySet().stream()
              .allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
        caughtUp = true;
        reader.caughtUp();
      }
      for (ConsumerRecord<String, String> line : consumer.poll(POLL)) {
        if (line.key() != null) {
          take(line, caughtUp);
        }
      }
    }
  }

  /// A record that its reader cannot bear is passed over: the next of its key may be better, and
  /// those of all others are.
  private void take(ConsumerRecord<String, String> line, boolean isNew) {
    try {
      reader.take(line, isNew);
    } catch (KafkaException e) {
      throw e;
    } catch (MalformedRecord | SchemaException e) {
      putAside.increment();
      LOG.warn("Passed over {}: {}", place(line), e.getMessage());
    } catch (RuntimeException e) {
      putAside.increment();
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
      boolean _ = stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped.countDown();
    }
  }
}
