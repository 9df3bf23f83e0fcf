package dev.millrace.api.query;

import dev.millrace.events.stored.Json;
import dev.millrace.http.answer.JsonAnswer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What happened to a task, in order; progress is left out.
///
/// @param next the cursor of the next page, or null at the end
record TaskHistory(List<Line> items, @Nullable String next) {

  /// After so many bytes a page ends, beside the fact that goes beyond them.
  private static final long PAGE_BYTES = 512 << 10;

  static final TaskHistory NONE = new TaskHistory(List.of(), null);

  private static final Pattern CURSOR = Pattern.compile("[0-9]{1,18}");

  /// The place that a cursor names: the sequence of the last fact of the page before.
  ///
  /// @throws IllegalArgumentException when it is no such number
  static long after(String cursor) {
    if (!CURSOR.matcher(cursor).matches()) {
      throw new IllegalArgumentException(
          "a cursor is the 'next' of the page before, a whole number; begin without one");
    }
    return Long.parseLong(cursor);
  }

  /// The first of these rows; of a page that is full by number or by bytes, with where it goes on.
  static TaskHistory page(ResultSet rows, int limit) throws SQLException {
    List<Line> lines = new ArrayList<>();
    long bytes = 0;
    while (rows.next()) {
      if (lines.size() == limit || bytes > PAGE_BYTES) {
        return new TaskHistory(lines, Long.toString(lines.getLast().sequence()));
      }
      Line line = Line.of(rows);
      lines.add(line);
      bytes += line.data().text().length();
    }
    return new TaskHistory(lines, null);
  }

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  JsonAnswer answer() {
    return JsonAnswer.page(items.stream().map(Line::json).toList(), next);
  }

  /// One fact.
  ///
  /// @param actor `{user, reason}`, where a person did it
  /// @param type the CloudEvents type, such as `dev.millrace.task.started.v1`
  record Line(long sequence, String type, Instant time, @Nullable Json actor, Json data) {

    static Line of(ResultSet row) throws SQLException {
      Json data = new Json(row.getString("data"));
      return new Line(
          row.getLong("sequence"),
          row.getString("type"),
          row.getTimestamp("time").toInstant(),
          actorIn(data),
          data);
    }

    /// Not read by SQL, which fails on U+0000 wherever in a fact it stands.
    private static @Nullable Json actorIn(Json data) {
      record Said(@Nullable Json actor) {}
      return data.text().contains("\"actor\"") ? data.as(Said.class).actor() : null;
    }

    private String json() {
      return MAPPER.writeValueAsString(this);
    }
  }
}
