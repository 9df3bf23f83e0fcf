package dev.millrace.events.wire;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Why a record is a dead letter and where it came from: the headers that are added to its own.
///
/// @param reason a stable word: one of the constants here
/// @param error what went wrong, for people
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

  /// The bytes are not what belongs on their topic.
  public static final String UNREADABLE = "unreadable";

  public DeadLetterHeaders {
    requireNonNull(reason, "reason");
    requireNonNull(error, "error");
    requireNonNull(origin, "origin");
    requireNonNull(time, "time");
  }

  /// Where the record stood.
  ///
  /// @param partition null where the record came from a journal, which keeps no offsets
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
}
