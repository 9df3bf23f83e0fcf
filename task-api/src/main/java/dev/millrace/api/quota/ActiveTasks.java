package dev.millrace.api.quota;

import dev.millrace.events.task.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

/// Keeps each user's number of active tasks under a limit without asking the database each time.
///
/// The last count and what was admitted since are at least what is active, since tasks only end
/// meanwhile; so a count is needed when that reaches the limit, or is old. What other instances of
/// the service admit is seen at the next count, and what is being committed during a count at the
/// one after it: by so much the limit may be passed.
final class ActiveTasks {

  private static final int MANY_USERS = 10_000;

  /// How often a user who is at the limit is counted again.
  private static final Duration LEAST_AGE = Duration.ofSeconds(1);

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final QuotaSettings settings;
  private final ToLongFunction<UserId> count;
  private final Clock clock;
  private final Map<UserId, Estimate> estimates = new ConcurrentHashMap<>();

  /// @param count how many tasks of a user are active, exact up to one more than the limit
  ActiveTasks(QuotaSettings settings, ToLongFunction<UserId> count, Clock clock) {
    this.settings = settings;
    this.count = count;
    this.clock = clock;
  }

  /// Admits so many more tasks of the user, or none.
  Verdict admit(UserId user, int tasks) {
    if (estimates.size() >= MANY_USERS) {
      // Who is forgotten is counted again.
      estimates.clear();
    }
    return estimates.computeIfAbsent(user, Estimate::new).admit(tasks);
  }

  private final class Estimate {
    private final UserId user;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant countedAt = Instant.MIN;
    private long atMost;

    private Estimate(UserId user) {
      this.user = user;
    }

    private Verdict admit(int tasks) {
      lock.lock();
      try {
        Instant now = clock.instant();
        boolean isFull = atMost + tasks > settings.activeTasks();
        if (now.isAfter(sum(countedAt, isFull ? LEAST_AGE : settings.recount()))) {
          atMost = count.applyAsLong(user);
          countedAt = now;
        }
        if (atMost + tasks > settings.activeTasks()) {
          return new Verdict.Exceeded(Math.max(0, settings.activeTasks() - atMost), RETRY);
        }
        atMost += tasks;
        return new Verdict.Admitted(settings.activeTasks() - atMost, Duration.ZERO);
      } finally {
        lock.unlock();
      }
    }

    private static Instant sum(Instant time, Duration age) {
      return time.equals(Instant.MIN) ? time : time.plus(age);
    }
  }
}
