package dev.millrace.bench.millrace;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.StringJoiner;

/// The statement that copies the rows of some tasks within one table, for other tasks.
///
/// A copy is its original but for the id of its task, wherever that stands, and for its times,
/// which all lie the same while further back. Both are computed from the original's id and the
/// number of the copy alone, so that the tables of all databases agree on them.
///
/// Its parameters: the number of the first copy and of the last, how many milliseconds lie between
/// two copies, and the ids of the originals.
final class CopiedTable {

  /// Ids are UUIDs of version 7, as the front door makes them: the time and then noise.
  private static final String COPIES =
      """
      from (select ?::bigint as first, ?::bigint as last, ?::bigint as step, ?::uuid[] as originals) as plan,
        generate_series(plan.first, plan.last) as copy,
        unnest(plan.originals) as original,
        lateral (
          select floor((copy - (hashtext(original::text) & 65535) / 65536.0) * plan.step)::bigint as age,
            md5(original::text || ':' || copy || ':' || plan.step) as noise) as made,
        lateral (
          select made.age * interval '1 millisecond' as age,
            (lpad(to_hex(floor(extract(epoch from uuid_extract_timestamp(original)) * 1000)::bigint - made.age), 12, '0')
              || '7' || substr(made.noise, 1, 3) || '8' || substr(made.noise, 4, 15))::uuid as id) as c,
      """;

  private CopiedTable() {}

  static String insert(Connection connection, String table) throws SQLException {
    var columns = new StringJoiner(", ");
    var values = new StringJoiner(", ");
    try (var query =
        connection.prepareStatement(
            """
            select column_name, udt_name from information_schema.columns
            where to_regclass(quote_ident(table_schema) || '.' || quote_ident(table_name)) = ?::regclass
              and is_generated = 'NEVER'
            order by ordinal_position
            """)) {
      query.setString(1, table);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
          values.add(value(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return "insert into %s (%s) select %s %s lateral (select * from %s where task_id = original) as t"
        .formatted(table, columns, values, COPIES, table);
  }

  private static String value(String column, String type) {
    if (column.equals("task_id")) {
      return "c.id";
    }
    return switch (type) {
      case "timestamptz" -> "t." + column + " - c.age";
      case "_timestamptz" -> array(column, "one - c.age");
      // The day of a row's facts, by which the history is parted.
      case "date" -> "((t.times[1] - c.age) at time zone 'UTC')::date";
      case "json" -> "replace(t." + column + "::text, original::text, c.id::text)::json";
      case "_json" -> array(column, "replace(one::text, original::text, c.id::text)::json");
      default -> "t." + column;
    };
  }

  private static String array(String column, String element) {
    return "array(select %s from unnest(t.%s) with ordinality as u(one, place) order by place)"
        .formatted(element, column);
  }
}
