package dev.millrace.api.catalogue;

import dev.millrace.events.Topics;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
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

/// Reads the whole of `millrace.task-types` and goes on reading.
///
/// It needs no group: every process reads everything from the beginning. The topic may appear later
/// than this process, since executors make it; and when Kafka goes away, the catalogue stays as it
/// was. A line that cannot be read changes nothing.
final class KafkaCatalogue implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaCatalogue.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_MILLIS = 250;

  private final Catalogue catalogue;
  private final ConsumerFactory<String, String> consumers;
  private volatile CountDownLatch stopped = new CountDownLatch(0);
  private volatile @Nullable Consumer<String, String> open;
  private @Nullable Thread reader;

  KafkaCatalogue(Catalogue catalogue, ConsumerFactory<String, String> consumers) {
    this.catalogue = catalogue;
    this.consumers = consumers;
  }

  @Override
  public void start() {
    stopped = new CountDownLatch(1);
    reader = Thread.ofPlatform().daemon().name("task-api-catalogue").start(this::run);
  }

  @Override
  public void stop() {
    stopped.countDown();
    Consumer<String, String> consumer = open;
    if (consumer != null) {
      consumer.wakeup();
    }
    Thread thread = reader;
    if (thread != null) {
      try {
        thread.join(Duration.ofSeconds(5));
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
        LOG.warn("The catalogue stays as it is for now: {}", e.toString());
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
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
    return consumers.createConsumer(null, "task-api-catalogue", null, settings);
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
        catalogue.markRead();
        LOG.info("The catalogue is read: {} task types", catalogue.size());
      }
      consumer.poll(POLL).forEach(this::take);
    }
  }

  private static List<TopicPartition> partitions(Consumer<String, String> consumer) {
    var known = consumer.partitionsFor(Topics.TASK_TYPES);
    return known == null
        ? List.of()
        : known.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }

  private void take(ConsumerRecord<String, String> line) {
    if (line.key() == null) {
      return;
    }
    if (line.value() == null) {
      catalogue.remove(line.key());
      return;
    }
    try {
      catalogue.put(OfferedType.compile(TaskCodec.readEntry(line.value())));
    } catch (MalformedRecord | com.networknt.schema.SchemaException e) {
      LOG.warn(
          "Ignored what {}-{} offset {} says of task type {}: {}",
          line.topic(),
          line.partition(),
          line.offset(),
          line.key(),
          e.getMessage());
    }
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
