package dev.millrace.executor.control;

import dev.millrace.executor.attempt.Attempt;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.observe.EngineMeters;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports handlers that go on although they were interrupted.
///
/// Nothing can end them but themselves: until then they keep their permit, and a cancelled task
/// stays `cancelling`. Each is logged and counted once; health shows how many there are.
public final class StubbornHandlers {

  private static final Logger LOG = LoggerFactory.getLogger(StubbornHandlers.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final RunningAttempts running;
  private final EngineMeters meters;
  private final Duration patience;
  private final Set<Attempt> reported = Collections.newSetFromMap(new WeakHashMap<>());
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /// @param patience how long a handler may take to follow its interruption
  public StubbornHandlers(RunningAttempts running, EngineMeters meters, Duration patience) {
    this.running = running;
    this.meters = meters;
    this.patience = patience;
    this.thread = Thread.ofPlatform().name("millrace-stubborn").daemon().unstarted(this::loop);
  }

  /// How many handlers ignore their interruption now.
  public int count() {
    return (int) running.all().stream().filter(this::isStubborn).count();
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopped.countDown();
  }

  private void loop() {
    try {
      while (!stopped.await(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void look() {
    running.all().stream().filter(this::isStubborn).filter(reported::add).forEach(this::report);
  }

  private boolean isStubborn(Attempt attempt) {
    return attempt.sinceInterrupted().compareTo(patience) > 0;
  }

  private void report(Attempt attempt) {
    meters.interruptionIgnored();
    LOG.warn(
        "The handler of task {} of type {} ignores its interruption for longer than {}",
        attempt.claim().taskId(),
        attempt.claim().request().type(),
        patience);
  }
}
