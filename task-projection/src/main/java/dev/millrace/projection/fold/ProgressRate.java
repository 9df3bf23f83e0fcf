package dev.millrace.projection.fold;

import dev.millrace.events.task.Progress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a task is, and how fast it goes.
///
/// @param at when it was there; null when another attempt said it, so that it measures nothing
/// @param rate units a second, an exponentially weighted mean over the reports of this attempt;
///   null before the second report
public record ProgressRate(Progress progress, @Nullable Instant at, @Nullable Double rate) {

  /// The weight of the newest report.
  private static final double NEWEST = 0.3;

  static ProgressRate first(Progress progress, Instant at) {
    return new ProgressRate(progress, at, null);
  }

  ProgressRate next(Progress newer, Instant time) {
    if (at == null) {
      return first(newer, time);
    }
    Duration passed = Duration.between(at, time);
    if (!passed.isPositive()) {
      return new ProgressRate(newer, at, rate);
    }
    double seconds = passed.toNanos() / 1e9;
    double now = Math.max(0, newer.done() - progress.done()) / seconds;
    return new ProgressRate(newer, time, rate == null ? now : NEWEST * now + (1 - NEWEST) * rate);
  }

  ProgressRate unmeasured() {
    return new ProgressRate(progress, null, null);
  }
}
