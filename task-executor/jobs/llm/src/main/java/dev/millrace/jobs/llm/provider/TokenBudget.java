package dev.millrace.jobs.llm.provider;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A bucket that refills with a provider's tokens per minute.
///
/// A call takes its estimated prompt beforehand and is settled with what the provider counted, so
/// the bucket can be overdrawn by answers and then refuses until it is above the next estimate.
/// Guarded by the pool's lock. Lives in memory: a restart begins with a full bucket.
final class TokenBudget {

  private final Clock clock;
  private final @Nullable Long perMinute;
  private double available;
  private long filledAt;

  TokenBudget(Clock clock, @Nullable Long perMinute) {
    this.clock = clock;
    this.perMinute = perMinute;
    this.available = perMinute == null ? 0 : perMinute;
    this.filledAt = clock.millis();
  }

  /// Takes `tokens` when they are there. One call larger than the whole bucket goes when it is
  /// full.
  boolean tryTake(long tokens) {
    if (perMinute == null) {
      return true;
    }
    refill(perMinute);
    if (available < Math.min(tokens, perMinute)) {
      return false;
    }
    available -= tokens;
    return true;
  }

  /// Books the difference between what was taken and what was used.
  void settle(long taken, long used) {
    if (perMinute != null) {
      available -= used - taken;
    }
  }

  /// How long until `tokens` are there.
  Duration waitFor(long tokens) {
    if (perMinute == null) {
      return Duration.ZERO;
    }
    refill(perMinute);
    double missing = Math.min(tokens, perMinute) - available;
    return missing <= 0
        ? Duration.ZERO
        : Duration.ofMillis((long) (missing * 60_000 / perMinute) + 1);
  }

  private void refill(long limit) {
    long now = clock.millis();
    double refilled = available + (now - filledAt) * (double) limit / 60_000;
    available = Math.min((double) limit, refilled);
    filledAt = now;
  }
}
