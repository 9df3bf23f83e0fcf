package dev.millrace.bench.floor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Consumes the floor's topic through a share group, on one thread, and acknowledges each poll
/// before the next.
final class ShareGroupReader implements AutoCloseable {

  private final AtomicLong consumed = new AtomicLong();
  private final Map<String, CountDownLatch> expected = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean held;
  private volatile boolean closed;

  ShareGroupReader(String bootstrapServers) {
    thread = Thread.ofPlatform().name("share-group-reader").start(() -> read(bootstrapServers));
  }

  long consumed() {
    return consumed.get();
  }

  CountDownLatch expect(String id) {
    return expected.computeIfAbsent(id, _ -> new CountDownLatch(1));
  }

  void forget(String id) {
    expected.remove(id);
  }

  void hold() {
    held = true;
  }

  void release() {
    held = false;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(String bootstrapServers) {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            bootstrapServers,
            "group.id",
            FloorTopic.GROUP,
            "max.poll.records",
            1_000,
            "fetch.max.wait.ms",
            10);
    try (var consumer =
        new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(FloorTopic.NAME));
      while (!closed) {
        if (held) {
          LockSupport.parkNanos(1_000_000);
          continue;
        }
        var records = consumer.poll(Duration.ofMillis(100));
        if (records.isEmpty()) {
          continue;
        }
        consumer.commitSync();
        consumed.addAndGet(records.count());
        for (var one : records) {
          var waiting = expected.get(one.key());
          if (waiting != null) {
            waiting.countDown();
          }
        }
      }
    }
  }
}
