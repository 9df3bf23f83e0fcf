package dev.millrace.api.repeat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How work on many tasks is cut into parts. Pure.
///
/// @param ratePerSecond null is no limit
public record Throttle(@Nullable Integer ratePerSecond) {

  private static final int LARGEST_PART = 500;
  private static final int PARTS_PER_SECOND = 5;

  /// How many tasks go at once.
  public int part() {
    return ratePerSecond == null
        ? LARGEST_PART
        : Math.clamp(ratePerSecond / PARTS_PER_SECOND, 1, LARGEST_PART);
  }

  /// How long after so many tasks no other may go.
  public Duration waitAfter(int tasks) {
    return ratePerSecond == null
        ? Duration.ZERO
        : Duration.ofNanos(1_000_000_000L * tasks / ratePerSecond);
  }
}
