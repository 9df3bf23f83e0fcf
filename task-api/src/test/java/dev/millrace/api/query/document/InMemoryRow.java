package dev.millrace.api.query.document;

import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row of a query as values by column. A column that the query does not have is an error, as it
/// is in a database.
final class InMemoryRow {

  private final Map<String, @Nullable Object> values = new HashMap<>();

  /// A row with null in these columns.
  static InMemoryRow of(String... columns) {
    var row = new InMemoryRow();
    for (String column : columns) {
      row.values.put(column, null);
    }
    return row;
  }

  InMemoryRow with(String column, Object value) {
    values.put(column, value);
    return this;
  }

  InMemoryRow withNull(String column) {
    values.put(column, null);
    return this;
  }

  ResultSet get() {
    return (ResultSet)
        Proxy.newProxyInstance(
            ResultSet.class.getClassLoader(),
            new Class<?>[] {ResultSet.class},
            (_, method, arguments) -> read(method.getName(), (String) arguments[0]));
  }

  private @Nullable Object read(String method, String column) throws SQLException {
    if (!values.containsKey(column)) {
      throw new SQLException("the query has no column " + column);
    }
    Object value = values.get(column);
    return switch (method) {
      case "getString" -> value == null ? null : value.toString();
      case "getTimestamp" -> value == null ? null : Timestamp.from((Instant) value);
      case "getInt" -> value == null ? 0 : ((Number) value).intValue();
      case "getLong" -> value == null ? 0L : ((Number) value).longValue();
      case "getObject" -> value;
      default -> throw new SQLException("a row is not read by " + method);
    };
  }
}
