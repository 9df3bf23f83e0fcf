package dev.millrace.api.quota;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.millrace.events.task.UserId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.function.IntSupplier;

/// Counts what each user does of one kind in a minute: a token bucket that a minute fills, so that
/// a burst is as good as a steady stream.
///
/// Each living instance of the service gives out its part of the rate. Whoever comes to one
/// instance alone has that part; while an instance is not known yet, all together give out more, by
/// at most its own part.
final class UserRates {

  private static final int MANY_USERS = 100_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final long perMinute;
  private final TimeMeter clock;
  private final IntSupplier instances;

  /// One that was not asked for two minutes is full: it says the same as none.
  private final LoadingCache<UserId, Part> parts =
      Caffeine.newBuilder()
          .maximumSize(MANY_USERS)
          .expireAfterAccess(WINDOW.multipliedBy(2))
          .build(_ -> new Part());

  /// @param instances how many give out parts now, this one included
  UserRates(long perMinute, TimeMeter clock, IntSupplier instances) {
    this.perMinute = perMinute;
    this.clock = clock;
    this.instances = instances;
  }

  /// Takes so many from the user's quota, or none.
  Verdict take(UserId user, long amount) {
    Bucket bucket = parts.get(user).bucket();
    if (amount == 0) {
      return new Verdict.Admitted(Math.max(0, bucket.getAvailableTokens()), Duration.ZERO);
    }
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(amount);
    if (probe.isConsumed()) {
      return new Verdict.Admitted(
          probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()));
    }
    // More than the quota ever holds is never admitted: a minute on, it is no worse.
    Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
    return new Verdict.Exceeded(
        Math.max(0, probe.getRemainingTokens()), wait.compareTo(WINDOW) > 0 ? WINDOW : wait);
  }

  /// Takes what has been used already, also where it is not there: then the next calls wait for it.
  void owe(UserId user, long amount) {
    if (amount > 0) {
      long _ = parts.get(user).bucket().consumeIgnoringRateLimits(amount);
    }
  }

  /// One user's part of one instance.
  private final class Part {

    private int divisor = Math.max(1, instances.getAsInt());
    private final Bucket bucket =
        Bucket.builder()
            .addLimit(limit -> limit.capacity(share()).refillGreedy(share(), WINDOW))
            .withCustomTimePrecision(clock)
            .build();

    private synchronized Bucket bucket() {
      int now = Math.max(1, instances.getAsInt());
      if (now != divisor) {
        divisor = now;
        bucket.replaceConfiguration(
            BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(share()).refillGreedy(share(), WINDOW))
                .build(),
            TokensInheritanceStrategy.PROPORTIONALLY);
      }
      return bucket;
    }

    private long share() {
      return Math.max(1, perMinute / divisor);
    }
  }
}
