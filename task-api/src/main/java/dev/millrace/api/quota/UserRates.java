package dev.millrace.api.quota;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.millrace.events.task.UserId;
import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderBuildStage;
import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderCapacityStage;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.function.IntSupplier;

/// Counts what each user does of one kind in a minute: a token bucket, so that a burst is as good
/// as a steady stream, up to what may come at once.
///
/// Each living instance of the service gives out its part of the rate. Whoever comes to one
/// instance alone has that part; while an instance is not known yet, all together give out more, by
/// at most its own part.
final class UserRates {

  private static final int MANY_USERS = 100_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /// What a bucket can give out; nobody is held back by as much.
  private static final long MOST_PER_MINUTE = WINDOW.toNanos();

  private final long perMinute;
  private final long atOnce;
  private final TimeMeter clock;
  private final IntSupplier instances;

  /// One that was not asked for two minutes is full: it says the same as none.
  private final LoadingCache<UserId, Part> parts =
      Caffeine.newBuilder()
          .maximumSize(MANY_USERS)
          .expireAfterAccess(WINDOW.multipliedBy(2))
          .build(_ -> new Part());

  /// @param atOnce the most that each instance gives out at once
  /// @param instances how many give out parts now, this one included
  UserRates(long perMinute, long atOnce, TimeMeter clock, IntSupplier instances) {
    this.perMinute = Math.min(perMinute, MOST_PER_MINUTE);
    this.atOnce = atOnce;
    this.clock = clock;
    this.instances = instances;
  }

  /// Takes so many from the user's quota, or none.
  Admission take(UserId user, long amount) {
    Bucket bucket = parts.get(user).bucket();
    if (amount == 0) {
      return new Admission.Admitted(Math.max(0, bucket.getAvailableTokens()), Duration.ZERO);
    }
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(amount);
    if (probe.isConsumed()) {
      return new Admission.Admitted(
          probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()));
    }
    // More than the quota ever holds is never admitted: a minute on, it is no worse.
    Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
    return new Admission.Exceeded(
        Math.max(0, probe.getRemainingTokens()), wait.compareTo(WINDOW) > 0 ? WINDOW : wait);
  }

  /// Takes so many, or else what was done for them in vain.
  Admission take(UserId user, long amount, long inVain) {
    if (take(user, amount) instanceof Admission.Admitted admitted) {
      return admitted;
    }
    owe(user, inVain);
    return take(user, amount);
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
        Bucket.builder().addLimit(this::limit).withCustomTimePrecision(clock).build();

    private synchronized Bucket bucket() {
      int now = Math.max(1, instances.getAsInt());
      if (now != divisor) {
        divisor = now;
        bucket.replaceConfiguration(
            BucketConfiguration.builder().addLimit(this::limit).build(),
            TokensInheritanceStrategy.PROPORTIONALLY);
      }
      return bucket;
    }

    private BandwidthBuilderBuildStage limit(BandwidthBuilderCapacityStage limit) {
      long share = Math.max(1, perMinute / divisor);
      return limit.capacity(Math.min(share, atOnce)).refillGreedy(share, WINDOW);
    }
  }
}
