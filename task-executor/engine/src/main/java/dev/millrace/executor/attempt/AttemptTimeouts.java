package dev.millrace.executor.attempt;

import dev.millrace.events.catalogue.TaskPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stops attempts whose time is over: that of one attempt, or that of the whole task.
///
/// A task's own limit counts before its type's. A run that goes on elsewhere after a crash has the
/// whole time of an attempt again; the deadline stands.
final class AttemptTimeouts {

  private final ScheduledThreadPoolExecutor timer;

  AttemptTimeouts() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("millrace-timeouts").daemon().factory());
    // Most attempts end long before their time.
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /// The limits of one attempt, until it is closed.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /// Watches an attempt; one whose deadline has passed is stopped before this returns.
  Watch watch(Attempt attempt, TaskPolicy policy, Instant now) {
    List<Future<?>> timers = new ArrayList<>(2);
    Duration limit = limit(attempt.claim().request().timeout(), policy.timeout());
    if (limit != null) {
      timers.add(stopAfter(limit, attempt, new StopReason.TookTooLong(limit)));
    }
    Instant deadline = attempt.claim().request().deadline();
    if (deadline != null) {
      StopReason passed = new StopReason.DeadlinePassed(deadline);
      if (deadline.isAfter(now)) {
        timers.add(stopAfter(Duration.between(now, deadline), attempt, passed));
      } else {
        attempt.stop(passed);
      }
    }
    return () -> timers.forEach(one -> one.cancel(false));
  }

  private Future<?> stopAfter(Duration time, Attempt attempt, StopReason reason) {
    return timer.schedule(() -> attempt.stop(reason), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static @Nullable Duration limit(@Nullable Duration ofTask, @Nullable Duration ofType) {
    return ofTask == null ? ofType : ofTask;
  }
}
