package dev.millrace.projection.postgres;

import static dev.millrace.projection.postgres.RowArrays.Kind.INT;
import static dev.millrace.projection.postgres.RowArrays.Kind.LONG;
import static dev.millrace.projection.postgres.RowArrays.Kind.REAL;
import static dev.millrace.projection.postgres.RowArrays.Kind.TEXT;
import static dev.millrace.projection.postgres.RowArrays.Kind.TIME;

import dev.millrace.projection.postgres.RowArrays.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The columns of the table `task`, in the order in which [TaskRow] gives their values, and the
/// statements that follow from them.
final class TaskColumns {

  /// A column, and the type that its value is cast to when it is not sent as what it is.
  private record Column(String name, Kind kind, String type) {
    Column(String name, Kind kind) {
      this(name, kind, "");
    }

    String value() {
      String sent = "u." + name;
      return kind == TIME ? RowArrays.time(sent) : type.isEmpty() ? sent : sent + "::" + type;
    }
  }

  private static final String JSON = "json";

  /// What one fact alone says. The parameters may be large, and PostgreSQL would write them again
  /// with every update that names them.
  private static final List<Column> FIXED =
      List.of(
          new Column("task_id", TEXT, "uuid"),
          new Column("type", TEXT),
          new Column("priority", TEXT),
          new Column("user_id", TEXT),
          new Column("project_id", TEXT),
          new Column("parent_id", TEXT, "uuid"),
          new Column("parameters", TEXT, JSON),
          new Column("max_retries", INT),
          new Column("created_at", TIME),
          new Column("retention_millis", LONG));

  private static final List<Column> CHANGING =
      List.of(
          new Column("sequence", LONG),
          new Column("status", TEXT),
          new Column("metadata", TEXT, JSON),
          new Column("progress", TEXT, JSON),
          new Column("progress_rate", REAL),
          new Column("progress_at", TIME),
          new Column("result", TEXT, JSON),
          new Column("stored_result", TEXT, JSON),
          new Column("error", TEXT, JSON),
          new Column("actor", TEXT, JSON),
          new Column("executor", TEXT),
          new Column("attempt", INT),
          new Column("retry_count", INT),
          new Column("next_at", TIME),
          new Column("started_at", TIME),
          new Column("completed_at", TIME),
          new Column("updated_at", TIME),
          new Column("expires_at", TIME));

  /// Which row, and as of which fact.
  private static final List<Column> KEY =
      List.of(new Column("task_id", TEXT, "uuid"), new Column("stored", LONG));

  private TaskColumns() {}

  /// Skips rows that are there, and returns the ids of those that were not.
  static String insert(String table) {
    List<Column> all = Stream.concat(FIXED.stream(), CHANGING.stream()).toList();
    return String.format(
        Locale.ROOT,
        """
        insert into %s (%s) select %s from unnest(%s) as u(%s)
        on conflict (task_id) do nothing returning task_id
        """,
        table,
        list(all, Column::name),
        list(all, Column::value),
        list(all, _ -> "?"),
        list(all, Column::name));
  }

  static String update(String table) {
    List<Column> all = Stream.concat(KEY.stream(), CHANGING.stream()).toList();
    return String.format(
        Locale.ROOT,
        """
        update %s t set %s from unnest(%s) as u(%s)
        where t.task_id = u.task_id::uuid and t.sequence = u.stored
        """,
        table,
        list(CHANGING, column -> column.name() + " = " + column.value()),
        list(all, _ -> "?"),
        list(all, Column::name));
  }

  static String delete(String table) {
    return String.format(
        Locale.ROOT,
        """
        delete from %s t using unnest(?, ?) as u(task_id, stored)
        where t.task_id = u.task_id::uuid and t.sequence = u.stored
        """,
        table);
  }

  /// All but the parameters, which the fold does not look at.
  static String select(String table) {
    return String.format(
        Locale.ROOT,
        """
        select %s from %s where task_id = any(?::text[]::uuid[])
        """,
        list(
            Stream.concat(FIXED.stream(), CHANGING.stream())
                .filter(column -> !column.name().equals("parameters"))
                .toList(),
            Column::name),
        table);
  }

  static Kind[] insertKinds() {
    return kinds(Stream.concat(FIXED.stream(), CHANGING.stream()));
  }

  static Kind[] updateKinds() {
    return kinds(Stream.concat(KEY.stream(), CHANGING.stream()));
  }

  static Kind[] keyKinds() {
    return kinds(KEY.stream());
  }

  private static Kind[] kinds(Stream<Column> columns) {
    return columns.map(Column::kind).toArray(Kind[]::new);
  }

  private static String list(List<Column> columns, Function<Column, String> text) {
    return columns.stream().map(text).collect(Collectors.joining(", "));
  }
}
