package dev.millrace.api.deadletter.store;

import dev.millrace.api.query.filter.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A letter as a list shows it.
///
/// @param time when it was given up
/// @param valueSize bytes of the record's value
public record DeadLetter(
    UUID id,
    Instant time,
    String reason,
    Failure error,
    int attempts,
    @Nullable UUID taskId,
    @Nullable String type,
    @Nullable String userId,
    Origin origin,
    long valueSize) {

  /// What [#of] reads. An error is cut where a task's would be, though a record that could not be
  /// read may have a longer one.
  public static final String COLUMNS =
      """
      id, time, reason, error_code, left(error, 2000) as error, attempts, task_id, type, user_id, original_topic, \
      original_partition, original_offset, value_size\
      """;

  /// What went wrong.
  ///
  /// @param code the task's error code or the exception's class
  public record Failure(@Nullable String code, String message) {

    public static Failure of(@Nullable String code, String whole) {
      return code != null && whole.startsWith(code + ": ")
          ? new Failure(code, whole.substring(code.length() + 2))
          : new Failure(code, whole);
    }
  }

  /// Where the record stood.
  ///
  /// @param partition null where the record came from an outbox, which keeps no offsets
  public record Origin(String topic, @Nullable Integer partition, @Nullable String offset) {}

  public Position position() {
    return new Position(time, id);
  }

  public static DeadLetter of(ResultSet row, int number) throws SQLException {
    return new DeadLetter(
        row.getObject("id", UUID.class),
        row.getTimestamp("time").toInstant(),
        row.getString("reason"),
        Failure.of(row.getString("error_code"), row.getString("error")),
        row.getInt("attempts"),
        row.getObject("task_id", UUID.class),
        row.getString("type"),
        row.getString("user_id"),
        new Origin(
            row.getString("original_topic"),
            row.getObject("original_partition", Integer.class),
            row.getString("original_offset")),
        row.getLong("value_size"));
  }
}
