package dev.millrace.api.quota;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.millrace.events.task.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;

/// Keeps what each user has in the database under a limit without asking it each time: tasks that
/// have not ended, or bytes.
///
/// The last count and what was admitted since are at least what is there, since it only grows less
/// by itself; so a count is needed when that reaches the limit, or is old. Between two counts an
/// instance gives out no more than its part of what was free. What is being committed during a
/// count is seen at the next one: by so much, and no more, the limit may be passed.
final class CountedQuota {

  private static final int MANY_USERS = 100_000;

  /// How often a user who is at the limit is counted again.
  private static final Duration LEAST_AGE = Duration.ofSeconds(1);

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final long limit;
  private final Duration recount;
  private final ToLongFunction<UserId> count;
  private final Clock clock;
  private final IntSupplier instances;
  private final LoadingCache<UserId, Estimate> estimates =
      Caffeine.newBuilder().maximumSize(MANY_USERS).build(Estimate::new);

  /// @param recount for how long a count is believed
  /// @param count how much a user has, exact up to one more than the limit
  /// @param instances how many give out parts now, this one included
  CountedQuota(
      long limit,
      Duration recount,
      ToLongFunction<UserId> count,
      Clock clock,
      IntSupplier instances) {
    this.limit = limit;
    this.recount = recount;
    this.count = count;
    this.clock = clock;
    this.instances = instances;
  }

  /// Admits so much more of the user's, or nothing.
  Admission admit(UserId user, long amount) {
    return estimates.get(user).admit(amount, amount);
  }

  /// Whether so much would be admitted now.
  Admission look(UserId user, long amount) {
    return estimates.get(user).admit(amount, 0);
  }

  private final class Estimate {
    private final UserId user;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant countedAt = Instant.MIN;
    private long counted;
    private long admitted;

    private Estimate(UserId user) {
      this.user = user;
    }

    private Admission admit(long asked, long taken) {
      lock.lock();
      try {
        Instant now = clock.instant();
        Duration age = admitted + asked > part() ? LEAST_AGE : recount;
        boolean isFresh = countedAt.equals(Instant.MIN) || now.isAfter(countedAt.plus(age));
        if (isFresh) {
          counted = count.applyAsLong(user);
          admitted = 0;
          countedAt = now;
        }
        long free = Math.max(0, limit - counted - admitted);
        if (asked > free || (!isFresh && admitted + asked > part())) {
          return new Admission.Exceeded(free, asked > free ? RETRY : LEAST_AGE);
        }
        admitted += taken;
        return new Admission.Admitted(free - taken, Duration.ZERO);
      } finally {
        lock.unlock();
      }
    }

    /// At least one where anything is free, so that no instance refuses what is there.
    private long part() {
      return Math.ceilDiv(Math.max(0, limit - counted), Math.max(1, instances.getAsInt()));
    }
  }
}
