package dev.millrace.api.repeat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Does its work, waits, and does it again. A failure is logged once and tried again: what was away
/// comes back.
public final class PeriodicTask implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

  private final String name;
  private final Duration interval;
  private final Runnable work;
  private volatile CountDownLatch stopped = new CountDownLatch(0);
  private @Nullable Thread thread;

  /// @param interval from the end of one round to the begin of the next
  public PeriodicTask(String name, Duration interval, Runnable work) {
    this.name = name;
    this.interval = interval;
    this.work = work;
  }

  @Override
  public void start() {
    stopped = new CountDownLatch(1);
    thread = Thread.ofVirtual().name(name).start(this::run);
  }

  @Override
  public void stop() {
    stopped.countDown();
    Thread running = thread;
    if (running != null) {
      try {
        running.join();
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
    boolean failed = false;
    try {
      do {
        try {
          work.run();
          failed = false;
        } catch (RuntimeException e) {
          if (!failed) {
            LOG.warn("{} failed and is tried again", name, e);
          }
          failed = true;
        }
      } while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
