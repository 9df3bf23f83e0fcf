package dev.millrace.http;

import java.time.Duration;

/// How slow a body may be: anything for a while, then a number of bytes a second over its whole
/// time. Pure.
///
/// @param grace the while
/// @param slowest bytes a second
record Pace(Duration grace, long slowest) {

  /// Whether a body that has so many bytes after this time is too slow.
  boolean isTooSlow(long bytes, long nanos) {
    long beyond = nanos - grace.toNanos();
    return beyond > 0 && bytes < slowest * (double) beyond / Duration.ofSeconds(1).toNanos();
  }
}
