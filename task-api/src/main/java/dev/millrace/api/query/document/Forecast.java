package dev.millrace.api.query.document;

import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How fast a running task goes, and when it will be done. Pure.
///
/// The rate is what the reports of this attempt show; the first of them, which may say what an
/// attempt before it did, measures nothing. A task of which nothing is heard for the time of
/// several units has stalled: its rate is 0. An end is told only where the total is known, the task
/// goes on, and the end is not past.
///
/// @param rate units a second; null where nothing is measured
/// @param eta null where it cannot be told
record Forecast(@Nullable Double rate, @Nullable Instant eta) {

  static final Forecast NONE = new Forecast(null, null);
  static final Forecast STALLED = new Forecast(0.0, null);

  private static final int UNITS = 5;
  private static final long LEAST_PATIENCE = 30;
  private static final long MOST_PATIENCE = 3_600;

  /// Tells.
  ///
  /// @param rate as the reports so far show it
  /// @param at when the newest report was made
  static Forecast of(
      TaskStatus status,
      Progress progress,
      @Nullable Double rate,
      @Nullable Instant at,
      Instant now) {
    if (status != TaskStatus.RUNNING || rate == null || at == null) {
      return NONE;
    }
    if (rate <= 0 || at.plus(patience(rate)).isBefore(now)) {
      return STALLED;
    }
    Long total = progress.total();
    Instant end = total == null ? null : at.plus(time(total - progress.done(), rate));
    return new Forecast(rate, end == null || end.isBefore(now) ? null : end);
  }

  private static Duration patience(double rate) {
    return Duration.ofSeconds(Math.clamp((long) (UNITS / rate), LEAST_PATIENCE, MOST_PATIENCE));
  }

  private static Duration time(long units, double rate) {
    return Duration.ofMillis((long) Math.min(Math.max(0, units) / rate * 1000, 1e12));
  }
}
