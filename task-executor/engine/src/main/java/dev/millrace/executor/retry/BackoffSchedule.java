package dev.millrace.executor.retry;

import dev.millrace.events.catalogue.TaskPolicy;
import java.time.Duration;
import java.util.Optional;

/// How long to wait before another attempt: exponential with jitter, unless the remote side said
/// when to come again. Pure.
///
/// The wait is `min(maxBackoff, firstBackoff * 2^(retry - 1))` and up to 20 % on top, so that tasks
/// that failed together do not come back together. Source: "Exponential Backoff And Jitter", AWS
/// Architecture Blog; the jitter is on top because nothing may come earlier than was said.
public final class BackoffSchedule {

  /// The longest time that a remote side may ask for: what waits longer is asked again after it.
  public static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

  private static final double JITTER = 0.2;

  private BackoffSchedule() {}

  /// The wait before one retry.
  ///
  /// @param retry 1 for the first retry
  /// @param jitter from 0 to 1, at random
  /// @param retryAfter what the remote side asked for; it wins
  public static Duration delay(
      TaskPolicy policy, int retry, double jitter, Optional<Duration> retryAfter) {
    return retryAfter
        .map(BackoffSchedule::limited)
        .orElseGet(() -> jittered(base(policy, retry), jitter));
  }

  private static Duration base(TaskPolicy policy, int retry) {
    Duration wait = policy.firstBackoff();
    for (int i = 1; i < retry && wait.compareTo(policy.maxBackoff()) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(policy.maxBackoff()) < 0 ? wait : policy.maxBackoff();
  }

  private static Duration jittered(Duration base, double jitter) {
    return base.plusMillis((long) (base.toMillis() * JITTER * jitter));
  }

  private static Duration limited(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST_RETRY_AFTER) < 0 ? asked : LONGEST_RETRY_AFTER;
  }
}
