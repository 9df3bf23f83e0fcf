package dev.millrace.kafka;

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

/// Waits for a topic that an executor makes, then says so once.
///
/// A consumer that subscribes to a topic before it exists complains again and again, and learns of
/// it with a later heartbeat, after several seconds; one that subscribes afterwards has it at once.
/// Services that only read cannot make it: they have no right to (`docs/operations.md`).
public final class TopicAwaited implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicAwaited.class);
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final Map<String, Object> kafka;
  private final String topic;
  private final Runnable then;
  private volatile CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;

  /// @param kafka how clients reach Kafka
  public TopicAwaited(Map<String, Object> kafka, String topic, Runnable then) {
    this.kafka = kafka;
    this.topic = topic;
    this.then = then;
  }

  /// Begins to wait, and returns.
  public void await() {
    closed = new CountDownLatch(1);
    thread = Thread.ofVirtual().name("awaits-" + topic).start(this::look);
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
    if (closed.getCount() > 0) {
      then.run();
    }
  }

  private boolean exists(Admin admin) throws InterruptedException {
    try {
      return TopicSetup.canBeUsed(admin, List.of(topic));
    } catch (ExecutionException | KafkaException e) {
      // Kafka is away, or does not say: both pass, and the next look will tell.
      LOG.debug("Cannot describe the topic {}", topic, e);
      return false;
    }
  }
}
