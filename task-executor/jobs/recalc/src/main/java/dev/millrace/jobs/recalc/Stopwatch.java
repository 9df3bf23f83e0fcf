package dev.millrace.jobs.recalc;

import java.time.Duration;
import java.util.function.LongSupplier;

/// The time that a task has taken: what earlier runs took, and this one since it started.
final class Stopwatch {

  private final Duration before;
  private final LongSupplier nanos;
  private final long start;

  /// @param before what earlier runs took
  /// @param nanos a clock such as [System#nanoTime]
  Stopwatch(Duration before, LongSupplier nanos) {
    this.before = before;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  Duration elapsed() {
    return before.plusNanos(nanos.getAsLong() - start);
  }
}
