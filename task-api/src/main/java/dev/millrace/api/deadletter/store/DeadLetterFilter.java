package dev.millrace.api.deadletter.store;

import dev.millrace.api.query.filter.Position;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which letters are meant. The same columns are in the projection's table and in that of the
/// decisions, so one condition serves both.
///
/// @param from the earliest time
/// @param to the time before which a letter was given up
public record DeadLetterFilter(
    @Nullable TaskType type,
    @Nullable String reason,
    @Nullable TaskId taskId,
    @Nullable Instant from,
    @Nullable Instant to) {

  public boolean isEmpty() {
    return type == null && reason == null && taskId == null && from == null && to == null;
  }

  /// The condition, and what comes before a place in the order newest first.
  public Sql sql(@Nullable Position before) {
    var sql = new Sql(new StringBuilder("true"), new ArrayList<>());
    sql.and("type = ?", type == null ? null : type.value());
    sql.and("reason = ?", reason);
    sql.and("task_id = ?", taskId == null ? null : taskId.value());
    sql.and("time >= ?", from == null ? null : Timestamp.from(from));
    sql.and("time < ?", to == null ? null : Timestamp.from(to));
    if (before != null) {
      sql.text.append(" and (time, id) < (?, ?)");
      sql.values.add(Timestamp.from(before.createdAt()));
      sql.values.add(before.id());
    }
    return sql;
  }

  /// A condition and its values.
  record Sql(StringBuilder text, List<Object> values) {

    void and(String condition, @Nullable Object value) {
      if (value != null) {
        text.append(" and ").append(condition);
        values.add(value);
      }
    }

    String where() {
      return " where " + text;
    }
  }
}
