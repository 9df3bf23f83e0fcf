package dev.millrace.api.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Reads the event log for all streams of this process, from its end on, while somebody listens and
/// for a minute after the last one has left.
///
/// When Kafka goes away the reader waits, and so do the streams. When it has to begin anew, at a
/// place that it must choose itself, all streams are cut off: they know where they were.
final class LiveReader implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(LiveReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LINGER = Duration.ofMinutes(1);
  private static final Duration TOPIC_CHECK = Duration.ofSeconds(30);

  /// Records of each partition that are read again at the begin.
  private static final long PRELUDE = 500;

  private final Fanout fanout;
  private final EventTopic topic;
  private final InstantSource clock;
  private volatile boolean running;
  private @Nullable Thread reader;

  LiveReader(Fanout fanout, EventTopic topic, InstantSource clock) {
    this.fanout = fanout;
    this.topic = topic;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    reader = Thread.ofPlatform().daemon().name("task-api-live").start(this::run);
  }

  /// Cuts off all streams, so that the web server need not wait for them.
  @Override
  public void stop() {
    running = false;
    Thread thread = reader;
    if (thread != null) {
      try {
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    fanout.end();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running) {
      try {
        fanout.awaitInterest(POLL);
        if (running && fanout.isWanted()) {
          readWhileWanted();
        }
      } catch (KafkaException e) {
        LOG.warn("Streams are cut off and the log is read anew: {}", e.toString());
        fanout.end();
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        running = false;
      } catch (RuntimeException e) {
        LOG.error("Streams are cut off and the log is read anew", e);
        fanout.end();
        pause();
      }
    }
  }

  private void readWhileWanted() {
    try (Consumer<byte[], String> consumer = topic.open("task-api-live")) {
      List<TopicPartition> partitions = EventTopic.partitions(consumer);
      if (partitions.isEmpty()) {
        pause();
        return;
      }
      consumer.assign(partitions);
      LogPosition end = EventTopic.position(consumer.endOffsets(partitions));
      LogPosition begin = EventTopic.position(consumer.beginningOffsets(partitions));
      fanout.begin(EventTopic.seek(consumer, end, begin, PRELUDE));
      follow(consumer, partitions, end);
    }
  }

  private void follow(
      Consumer<byte[], String> consumer, List<TopicPartition> partitions, LogPosition end) {
    boolean welcomed = false;
    Instant wanted = clock.instant();
    Instant checked = wanted;
    while (running) {
      LogPosition place = EventTopic.position(consumer, partitions);
      if (!welcomed && place.isAtOrAfter(end)) {
        welcomed = true;
        fanout.welcome();
      }
      var polled = consumer.poll(POLL);
      if (!polled.isEmpty()) {
        fanout.publish(EventTopic.facts(polled), EventTopic.position(consumer, partitions));
      }
      Instant now = clock.instant();
      if (fanout.isWanted()) {
        wanted = now;
      } else if (wanted.plus(LINGER).isBefore(now) && fanout.endUnwanted()) {
        return;
      }
      if (checked.plus(TOPIC_CHECK).isBefore(now)) {
        checked = now;
        if (EventTopic.partitions(consumer).size() != partitions.size()) {
          LOG.info("The event log has more partitions now; streams resume with them");
          fanout.end();
          return;
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
