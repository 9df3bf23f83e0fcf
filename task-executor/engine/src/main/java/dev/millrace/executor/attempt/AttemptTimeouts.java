package dev.millrace.executor.attempt;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.executor.attempt.decision.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stops attempts whose time is over: that of one attempt, or that of the whole task.
///
/// A task's own limit counts before its type's. A run that goes on elsewhere after a crash has the
/// whole time of an attempt again; the deadline stands.
final class AttemptTimeouts {

  private static final Watch NOTHING = () -> {};

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

  /// Watches the time of an attempt, from now on: it has begun to run.
  Watch watchAttempt(Attempt attempt, TaskPolicy policy, Instant now) {
    Duration limit = limit(attempt.claim().request().timeout(), policy.timeout());
    if (limit == null) {
      return NOTHING;
    }
    attempt.timesOutAt(now.plus(limit));
    return stopAfter(limit, attempt, new StopReason.TookTooLong(limit));
  }

  /// Watches the deadline of a task; an attempt whose deadline has passed is stopped before this
  /// returns.
  Watch watchDeadline(Attempt attempt, Instant now) {
    Instant deadline = attempt.claim().request().deadline();
    if (deadline == null) {
      return NOTHING;
    }
    StopReason passed = new StopReason.DeadlinePassed(deadline);
    if (deadline.isAfter(now)) {
      return stopAfter(Duration.between(now, deadline), attempt, passed);
    }
    attempt.stop(passed);
    return NOTHING;
  }

  private Watch stopAfter(Duration time, Attempt attempt, StopReason reason) {
    Future<?> stop =
        timer.schedule(() -> attempt.stop(reason), time.toMillis(), TimeUnit.MILLISECONDS);
    return () -> stop.cancel(false);
  }

  private static @Nullable Duration limit(@Nullable Duration ofTask, @Nullable Duration ofType) {
    return ofTask == null ? ofType : ofTask;
  }
}
