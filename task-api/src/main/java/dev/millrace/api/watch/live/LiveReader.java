package dev.millrace.api.watch.live;

import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.LogReader;
import dev.millrace.api.watch.log.TaskOrigin;
import dev.millrace.api.watch.log.TaskOrigins;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/// Reads the event log for all streams of this process, from its end on, while somebody listens and
/// for a minute after the last one has left.
///
/// When Kafka goes away the reader waits, and so do the streams. When it has to begin anew, at a
/// position that it must choose itself, all streams are cut off: they know where they were.
public final class LiveReader implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(LiveReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LINGER = Duration.ofMinutes(1);
  private static final Duration TOPIC_CHECK = Duration.ofSeconds(30);

  private final Fanout fanout;
  private final TaskOrigins origins;
  private final Supplier<LogReader> logs;
  private final InstantSource clock;
  private volatile boolean running;
  private @Nullable Thread reader;

  /// One that stands still.
  ///
  /// @param logs opens the log
  public LiveReader(
      Fanout fanout, TaskOrigins origins, Supplier<LogReader> logs, InstantSource clock) {
    this.fanout = fanout;
    this.origins = origins;
    this.logs = logs;
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
    try (LogReader log = logs.get()) {
      if (log.assign()) {
        LogPosition end = log.end();
        fanout.begin(log.seekBefore(end));
        follow(log, end);
      } else {
        pause();
      }
    }
  }

  private void follow(LogReader log, LogPosition end) {
    boolean welcomed = false;
    Instant wanted = clock.instant();
    Instant checked = wanted;
    while (running) {
      if (!welcomed && log.position().isAtOrAfter(end)) {
        welcomed = true;
        fanout.welcome();
      }
      LogReader.Poll polled = log.poll(POLL);
      if (polled.records() > 0) {
        publish(polled.facts(), log.position());
      }
      Instant now = clock.instant();
      if (fanout.isWanted()) {
        wanted = now;
      } else if (wanted.plus(LINGER).isBefore(now) && fanout.endUnwanted()) {
        return;
      }
      if (checked.plus(TOPIC_CHECK).isBefore(now)) {
        checked = now;
        if (log.hasMorePartitions()) {
          LOG.info("The event log has more partitions now; streams resume with them");
          fanout.end();
          return;
        }
      }
    }
  }

  /// Finds out whose tasks the facts are about, where a stream needs it, and passes them on. While
  /// the database is away, streams of one task go on alone.
  ///
  /// @param end the position behind them
  void publish(List<LogEntry> facts, LogPosition end) {
    Map<UUID, TaskOrigin> known = Map.of();
    if (fanout.needsOrigins()) {
      try {
        known = origins.of(facts);
      } catch (DataAccessException e) {
        LOG.warn("Streams of many tasks are cut off: {}", e.toString());
        fanout.leaveOriginsOut();
      }
    }
    fanout.publish(facts, known, end);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
