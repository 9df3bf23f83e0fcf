package dev.millrace.projection.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for a topic that somebody else makes, then says so once.
///
/// A consumer that subscribes to a topic before it exists learns of it with a later heartbeat,
/// after several seconds; one that subscribes afterwards has it at once.
final class TopicAwaited implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicAwaited.class);
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final Map<String, Object> kafka;
  private final String topic;
  private final Runnable then;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;

  TopicAwaited(Map<String, Object> kafka, String topic, Runnable then) {
    this.kafka = kafka;
    this.topic = topic;
    this.then = then;
  }

  void await() {
    thread = Thread.ofVirtual().name("millrace-projection-topic").start(this::look);
  }

  @Override
  public void close() {
    closed.countDown();
    Thread waiting = thread;
    if (waiting != null) {
      waiting.interrupt();
    }
  }

  private void look() {
    try (var admin = Admin.create(kafka)) {
      boolean said = false;
      while (!exists(admin)) {
        if (!said) {
          LOG.info("Waiting for the topic {}", topic);
          said = true;
        }
        if (closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      return;
    }
    then.run();
  }

  private boolean exists(Admin admin) throws InterruptedException {
    try {
      var described = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      return described != null
          && described.partitions().stream()
              .allMatch(partition -> partition.leader() != null && !partition.leader().isEmpty());
    } catch (ExecutionException | KafkaException e) {
      // Not there yet, or Kafka is not: both pass, and the next look will tell.
      LOG.debug("Cannot describe the topic {}", topic, e);
      return false;
    }
  }
}
