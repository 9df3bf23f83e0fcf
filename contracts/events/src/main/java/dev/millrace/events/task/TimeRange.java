package dev.millrace.events.task;

import java.time.Duration;
import java.time.Instant;

/// The times and durations that Millrace takes from outside: the years 1970 to 9999, and at most a
/// hundred years.
///
/// RFC 3339 has four digits for a year, and PostgreSQL reads no more. Both ranges are far within
/// those of PostgreSQL and of [Instant], so a sum of two is in range there, too.
public final class TimeRange {

  /// The first moment that is taken.
  public static final Instant EARLIEST = Instant.EPOCH;

  /// The last moment that is taken.
  public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /// The longest duration that is taken.
  public static final Duration LONGEST = Duration.ofDays(36_525);

  private TimeRange() {}

  /// Whether a time is within the range.
  public static boolean holds(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }

  /// Whether a duration is within the range, which has no negative ones.
  public static boolean holds(Duration duration) {
    return !duration.isNegative() && duration.compareTo(LONGEST) <= 0;
  }

  /// The time itself, or the end of the range that is nearer to it.
  public static Instant nearest(Instant time) {
    return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
  }

  /// The duration itself, or the end of the range that is nearer to it.
  public static Duration nearest(Duration duration) {
    return duration.isNegative()
        ? Duration.ZERO
        : duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
  }
}
