package dev.millrace.events.wire;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.TimeRange;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Why a record is a dead letter and where it came from: the headers that are added to its own.
///
/// @param reason a stable word: one of the constants here
/// @param error what went wrong, for people: a code or an exception's class, a colon, a message. It
///   is one line of at most [#ERROR_LIMIT] characters
/// @param attempts how often it was tried
/// @param time when it was given up
public record DeadLetterHeaders(
    String reason, String error, int attempts, Origin origin, Instant time) {

  /// All attempts that the task may have failed.
  public static final String RETRIES_EXHAUSTED = "retries-exhausted";

  /// Another attempt would end the same way.
  public static final String PERMANENT = "permanent";

  /// Too many executors vanished while they ran it.
  public static final String TAKEOVER_LIMIT = "takeover-limit";

  /// An attempt took longer than it may, and there is to be no other.
  public static final String TIMEOUT = "timeout";

  /// The task did not end in the time it was given from its submission on. It is a letter as well,
  /// so that every task that failed or timed out has one; a redrive gives it the same time again.
  public static final String DEADLINE = "deadline";

  /// The record can be read, and the executor's database cannot hold it.
  public static final String REFUSED = "refused";

  /// What the names of these headers begin with.
  public static final String PREFIX = "millrace_";

  /// How many bytes the record's value has, where the letter holds its beginning only.
  public static final String ORIGINAL_BYTES = PREFIX + "original_bytes";

  /// Characters of an error that a header holds.
  public static final int ERROR_LIMIT = 2_000;

  /// The bytes are not what belongs on their topic.
  public static final String UNREADABLE = "unreadable";

  public DeadLetterHeaders {
    requireNonNull(reason, "reason");
    requireNonNull(error, "error");
    requireNonNull(origin, "origin");
    requireNonNull(time, "time");
    error = oneLine(error);
  }

  /// Reads what [#toMap] wrote. A letter is shown however little of it can be read.
  ///
  /// @param header the text of a header by name, or null where there is none
  /// @param written when the record was written, for a letter that does not say its time
  public static DeadLetterHeaders read(Function<String, @Nullable String> header, Instant written) {
    return new DeadLetterHeaders(
        Objects.requireNonNullElse(header.apply("millrace_reason"), "unknown"),
        Objects.requireNonNullElse(header.apply("millrace_error"), ""),
        Objects.requireNonNullElse(number(header.apply("millrace_attempts")), 0),
        new Origin(
            Objects.requireNonNullElse(header.apply("millrace_original_topic"), ""),
            number(header.apply("millrace_original_partition")),
            header.apply("millrace_original_offset")),
        time(header.apply("millrace_time"), written));
  }

  /// Where the record stood.
  ///
  /// @param partition null where the record came from an outbox, which keeps no offsets
  /// @param offset the offset in the partition, or the position in another kind of log
  public record Origin(String topic, @Nullable Integer partition, @Nullable String offset) {}

  /// The headers by their names, in the order in which a person would want to read them.
  public Map<String, String> toMap() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("millrace_reason", reason);
    headers.put("millrace_error", error);
    headers.put("millrace_attempts", Integer.toString(attempts));
    headers.put("millrace_original_topic", origin.topic());
    if (origin.partition() != null) {
      headers.put("millrace_original_partition", origin.partition().toString());
    }
    if (origin.offset() != null) {
      headers.put("millrace_original_offset", origin.offset());
    }
    headers.put("millrace_time", time.toString());
    return headers;
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= ERROR_LIMIT ? line : line.substring(0, ERROR_LIMIT - 1) + "…";
  }

  private static @Nullable Integer number(@Nullable String text) {
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Instant time(@Nullable String text, Instant written) {
    try {
      Instant time = text == null ? written : Rfc3339.parse(text);
      return TimeRange.holds(time) ? time : TimeRange.nearest(written);
    } catch (DateTimeParseException e) {
      return TimeRange.nearest(written);
    }
  }
}
