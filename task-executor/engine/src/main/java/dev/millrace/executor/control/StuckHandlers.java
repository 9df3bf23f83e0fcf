package dev.millrace.executor.control;

import dev.millrace.executor.attempt.Attempt;
import dev.millrace.executor.attempt.AttemptRunner;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.observe.EngineMeters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Abandons handlers that go on although they were interrupted: their tasks end without them.
///
/// One thread looks after all handlers every second, and after whatever else can starve others. It
/// asks nothing of the database, and waits for nobody.
public final class StuckHandlers {

  private static final Logger LOG = LoggerFactory.getLogger(StuckHandlers.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final RunningAttempts running;
  private final AttemptRunner runner;
  private final EngineMeters meters;
  private final Duration patience;
  private final List<Runnable> looks;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /// @param patience how long a handler may take to follow its interruption
  /// @param looks what else is looked after every second
  public StuckHandlers(
      RunningAttempts running,
      AttemptRunner runner,
      EngineMeters meters,
      Duration patience,
      List<Runnable> looks) {
    this.running = running;
    this.runner = runner;
    this.meters = meters;
    this.patience = patience;
    this.looks = List.copyOf(looks);
    this.thread = Thread.ofPlatform().name("millrace-stubborn").daemon().unstarted(this::loop);
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

  private void look() {
    try {
      running.abandonable(patience).stream().filter(runner::abandon).forEach(this::report);
      looks.forEach(Runnable::run);
    } catch (RuntimeException e) {
      LOG.warn("Handlers are not looked after for a moment", e);
    }
  }

  private void report(Attempt attempt) {
    meters.interruptionIgnored();
    LOG.warn(
        "The handler of task {} of type {} is abandoned: it ignores its interruption for longer than {}",
        attempt.claim().taskId(),
        attempt.claim().request().type(),
        patience);
  }
}
