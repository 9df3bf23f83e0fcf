package dev.millrace.bench.usage;

import dev.millrace.bench.contender.Store;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How much is in a contender's databases.
public final class StoredSizes {

  private StoredSizes() {}

  /// Of all files of the databases, indexes and dead rows included.
  public static long bytes(List<Store> stores) throws SQLException {
    long bytes = 0;
    for (var store : stores) {
      bytes += number(store, "select pg_database_size(current_database())");
    }
    return bytes;
  }

  /// By table, counted.
  public static Map<String, Long> rows(List<Store> stores) throws SQLException {
    var rows = new LinkedHashMap<String, Long>();
    for (var store : stores) {
      for (var table : store.tables()) {
        rows.put(table, number(store, "select count(*) from " + table));
      }
    }
    return rows;
  }

  private static long number(Store store, String sql) throws SQLException {
    try (var connection = store.database().connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
