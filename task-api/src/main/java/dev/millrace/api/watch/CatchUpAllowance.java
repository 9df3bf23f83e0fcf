package dev.millrace.api.watch;

import dev.millrace.events.task.UserId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many records of the log each user may have read in a minute, to resume streams.
///
/// Anybody can ask for the whole log with a `Last-Event-ID` of zeros. A pass is charged once to
/// each user who has a stream in it, so that many streams that come again at once cost one pass. A
/// pass goes on to its end: what it reads beyond the allowance is owed.
final class CatchUpAllowance {

  private static final int MANY_USERS = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final long perMinute;
  private final TimeMeter clock;
  private final Map<UserId, Bucket> buckets = new ConcurrentHashMap<>();

  CatchUpAllowance(long perMinute, TimeMeter clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /// Whether something is left.
  boolean isLeft(UserId user) {
    Bucket bucket = buckets.get(user);
    return bucket == null || bucket.getAvailableTokens() > 0;
  }

  void charge(UserId user, long records) {
    if (records > 0) {
      bucket(user).consumeIgnoringRateLimits(records);
    }
  }

  private Bucket bucket(UserId user) {
    if (buckets.size() >= MANY_USERS) {
      // A full bucket says the same as none.
      buckets.values().removeIf(bucket -> bucket.getAvailableTokens() == perMinute);
    }
    return buckets.computeIfAbsent(
        user,
        _ ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
                .withCustomTimePrecision(clock)
                .build());
  }
}
