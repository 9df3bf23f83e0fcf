package dev.millrace.listener;

import dev.millrace.kafka.GroupReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/// Reads the events while the application runs, tries again what waits, and forgets what is old.
final class Listening implements SmartLifecycle {

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(1);

  private final GroupReader reader;
  private final EventsListener listener;
  private final EndedTasks tasks;
  private final Duration remembered;
  private @Nullable SimpleAsyncTaskScheduler upkeep;

  Listening(GroupReader reader, EventsListener listener, EndedTasks tasks, Duration remembered) {
    this.reader = reader;
    this.listener = listener;
    this.tasks = tasks;
    this.remembered = remembered;
  }

  @Override
  public synchronized void start() {
    var scheduler = new SimpleAsyncTaskScheduler();
    scheduler.setThreadNamePrefix("millrace-listener-");
    scheduler.setTargetTaskExecutor(Runnable::run);
    var _ = scheduler.scheduleWithFixedDelay(listener::goOn, BETWEEN_TRIES);
    var _ = scheduler.scheduleWithFixedDelay(() -> tasks.forget(remembered), BETWEEN_CLEANINGS);
    upkeep = scheduler;
    reader.start();
  }

  @Override
  public synchronized void stop() {
    reader.stop();
    if (upkeep != null) {
      upkeep.close();
      upkeep = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return upkeep != null;
  }

  /// Whether the topic is there and this process reads its part of it.
  boolean isReading() {
    return reader.isReading();
  }

  /// Ends that wait for another time.
  long waiting() {
    return tasks.waiting();
  }
}
