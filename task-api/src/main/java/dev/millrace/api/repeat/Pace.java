package dev.millrace.api.deadletter;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a redrive is cut into parts. Pure.
///
/// @param ratePerSecond null is no limit
record Pace(@Nullable Integer ratePerSecond) {

  private static final int LARGEST_PART = 500;
  private static final int PARTS_PER_SECOND = 5;

  /// How many letters go at once.
  int part() {
    return ratePerSecond == null
        ? LARGEST_PART
        : Math.clamp(ratePerSecond / PARTS_PER_SECOND, 1, LARGEST_PART);
  }

  /// How long after so many letters no other may go.
  Duration waitAfter(int letters) {
    return ratePerSecond == null
        ? Duration.ZERO
        : Duration.ofNanos(1_000_000_000L * letters / ratePerSecond);
  }
}
