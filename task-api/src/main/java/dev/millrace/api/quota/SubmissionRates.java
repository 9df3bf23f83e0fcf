package dev.millrace.api.quota;

import dev.millrace.events.task.UserId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts what each user submits in a minute, through this instance of the service alone: a token
/// bucket that a minute fills, so that a burst is as good as a steady stream.
final class SubmissionRates {

  private static final int MANY_USERS = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final long capacity;
  private final TimeMeter clock;
  private final Map<UserId, Bucket> buckets = new ConcurrentHashMap<>();

  SubmissionRates(long perMinute, TimeMeter clock) {
    this.capacity = perMinute;
    this.clock = clock;
  }

  /// Takes so many from the user's quota, or none.
  Verdict take(UserId user, int tasks) {
    if (tasks == 0) {
      return new Verdict.Admitted(capacity, Duration.ZERO);
    }
    ConsumptionProbe probe = bucket(user).tryConsumeAndReturnRemaining(tasks);
    if (probe.isConsumed()) {
      return new Verdict.Admitted(
          probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()));
    }
    // More than the quota ever holds is never admitted: a minute on, it is no worse.
    Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
    return new Verdict.Exceeded(
        probe.getRemainingTokens(), wait.compareTo(WINDOW) > 0 ? WINDOW : wait);
  }

  private Bucket bucket(UserId user) {
    if (buckets.size() >= MANY_USERS) {
      // A full bucket says the same as none.
      buckets.values().removeIf(bucket -> bucket.getAvailableTokens() == capacity);
    }
    return buckets.computeIfAbsent(
        user,
        _ ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, WINDOW))
                .withCustomTimePrecision(clock)
                .build());
  }
}
