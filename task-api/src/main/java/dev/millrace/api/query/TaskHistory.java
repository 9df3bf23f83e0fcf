package dev.millrace.api.query;

import dev.millrace.events.task.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened to a task, in order; progress is left out.
///
/// @param next the cursor of the next page, or null at the end
record TaskHistory(List<Line> items, @Nullable String next) {

  /// The first of these lines, of which there is one more than fits where more follow.
  static TaskHistory page(List<Line> lines, int limit) {
    return lines.size() <= limit
        ? new TaskHistory(lines, null)
        : new TaskHistory(lines.subList(0, limit), Long.toString(lines.get(limit - 1).sequence()));
  }

  /// One fact.
  ///
  /// @param actor `{user, reason}`, where a person did it
  /// @param type the CloudEvents type, such as `dev.millrace.task.started.v1`
  record Line(long sequence, String type, Instant time, @Nullable Json actor, Json data) {

    static Line of(ResultSet row, int number) throws SQLException {
      String actor = row.getString("actor");
      return new Line(
          row.getLong("sequence"),
          row.getString("type"),
          row.getTimestamp("time").toInstant(),
          actor == null ? null : new Json(actor),
          new Json(row.getString("data")));
    }
  }
}
