package dev.millrace.http.input;

import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TimeRange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/// Reads the values that callers write as text, with messages that say what would be right.
public final class Values {

  private static final Duration LONGEST = Duration.ofDays(366);

  private Values() {}

  /// A whole number within bounds.
  public static int integer(String text, int least, int most) {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as for a number out of bounds.
    }
    throw new IllegalArgumentException(
        "a whole number from " + least + " to " + most + " is expected; got '" + cut(text) + "'");
  }

  /// A number from 0 in its shortest form, as programs write it.
  ///
  /// @param otherwise what to throw for anything else
  public static long number(String text, Supplier<? extends RuntimeException> otherwise) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && Long.toString(value).equals(text)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw otherwise.get();
  }

  /// A positive ISO-8601 duration of at most a year, such as `PT30S`, in whole milliseconds.
  public static Duration duration(String text) {
    try {
      Duration value = Duration.parse(text).truncatedTo(ChronoUnit.MILLIS);
      if (value.isPositive() && value.compareTo(LONGEST) <= 0) {
        return value;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "an ISO-8601 duration from PT0.001S to P366D is expected; got '" + cut(text) + "'");
  }

  /// An RFC 3339 time with its offset, such as `2030-01-31T08:00:00Z`, in whole milliseconds, of
  /// the years 1970 to 9999.
  public static Instant time(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
      if (TimeRange.holds(time)) {
        return time;
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "an RFC 3339 time of the years 1970 to 9999, such as 2030-01-31T08:00:00Z, is expected; got '"
            + cut(text)
            + "'");
  }

  /// What tasks are grouped by. It stands in paths, where no web server takes some characters,
  /// however they are written.
  public static ProjectId projectId(String text) {
    var project = new ProjectId(text);
    if (text.equals(".")
        || text.equals("..")
        || text.chars().anyMatch(c -> Character.isISOControl(c) || "/\\;%".indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "a project id stands in URLs: it is not '.' or '..', and has none of / \\ ; % and no"
              + " control character; got '"
              + cut(text)
              + "'");
    }
    return project;
  }

  private static String cut(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
