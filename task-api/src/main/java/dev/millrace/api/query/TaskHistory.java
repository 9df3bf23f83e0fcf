package dev.millrace.api.query;

import dev.millrace.events.task.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// What happened to a task, in order; progress is left out.
record TaskHistory(List<Line> items) {

  /// One fact.
  ///
  /// @param type the CloudEvents type, such as `dev.millrace.task.started.v1`
  record Line(long sequence, String type, Instant time, Json data) {

    static Line of(ResultSet row, int number) throws SQLException {
      return new Line(
          row.getLong("sequence"),
          row.getString("type"),
          row.getTimestamp("time").toInstant(),
          new Json(row.getString("data")));
    }
  }
}
