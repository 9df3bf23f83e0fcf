package dev.millrace.api.query;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conditions of a [TaskFilter] that hold for a task's whole life, as SQL.
record FilterSql(String where, List<Object> values) {

  static FilterSql of(TaskFilter filter) {
    OwnedSql owned = OwnedSql.of(filter.viewer());
    var sql = new StringBuilder(owned.where());
    List<Object> values = owned.values();
    add(sql, values, " and user_id = ?", filter.user() == null ? null : filter.user().value());
    add(sql, values, " and type = ?", filter.type() == null ? null : filter.type().value());
    add(
        sql,
        values,
        " and project_id = ?",
        filter.projectId() == null ? null : filter.projectId().value());
    add(
        sql,
        values,
        " and parent_id = ?",
        filter.parentId() == null ? null : filter.parentId().value());
    var before = filter.before();
    if (before != null) {
      sql.append(" and (created_at, task_id) < (?, ?)");
      values.add(Timestamp.from(before.createdAt()));
      values.add(before.id());
    }
    return new FilterSql(sql.toString(), values);
  }

  /// The same with a status, which only the projection knows.
  FilterSql and(String condition, Object value) {
    List<Object> more = new ArrayList<>(values);
    more.add(value);
    return new FilterSql(where + " and " + condition, more);
  }

  private static void add(
      StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(condition);
      values.add(value);
    }
  }
}
