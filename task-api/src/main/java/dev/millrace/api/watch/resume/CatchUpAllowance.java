package dev.millrace.api.watch.resume;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.millrace.events.task.UserId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/// How many records of the log may be read to resume a stream, and in a minute for each user.
///
/// Anybody can ask for the whole log with a `Last-Event-ID` of zeros. A pass is charged once to
/// each user who has a stream in it, so that many streams that come again at once cost one pass. A
/// pass goes on to its end: what it reads beyond the allowance is owed.
public final class CatchUpAllowance {

  private static final int MANY_USERS = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final long records;
  private final TimeMeter clock;

  /// One that was not asked for so long is full, whatever two passes at once have cost: it says the
  /// same as none.
  private final LoadingCache<UserId, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MANY_USERS)
          .expireAfterAccess(WINDOW.multipliedBy(10))
          .build(_ -> full());

  /// One that all users have whole.
  ///
  /// @param records for one stream, and in a minute for each user
  public CatchUpAllowance(long records, TimeMeter clock) {
    this.records = records;
    this.clock = clock;
  }

  /// Whether a stream may have so many read: no more than for one stream, and something is left.
  boolean admits(UserId user, long wanted) {
    return wanted <= records && buckets.get(user).getAvailableTokens() > 0;
  }

  void charge(UserId user, long read) {
    if (read > 0) {
      long _ = buckets.get(user).consumeIgnoringRateLimits(read);
    }
  }

  private Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(records).refillGreedy(records, WINDOW))
        .withCustomTimePrecision(clock)
        .build();
  }
}
