package dev.millrace.projection.postgres.task;

import static dev.millrace.projection.postgres.task.RowArrays.Kind.ID;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.INT;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.LONG;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.REAL;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.TEXT;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.TIME;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.projection.fold.Origin;
import dev.millrace.projection.poll.TaskChange;
import dev.millrace.projection.postgres.task.RowArrays.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The columns of the table `task`, each with the way to its value, and the statements that follow
/// from them.
public final class TaskColumns {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  /// A column, the type that its value is cast to when it is not sent as what it is, and its value.
  private record Column(
      String name, Kind kind, String type, Function<TaskRow, @Nullable Object> value) {

    static Column of(String name, Kind kind, Function<TaskRow, @Nullable Object> value) {
      return new Column(name, kind, "", value);
    }

    static Column id(String name, Function<TaskRow, @Nullable Object> value) {
      return new Column(name, ID, "uuid", value);
    }

    static Column json(String name, Function<TaskRow, @Nullable Object> value) {
      return new Column(name, TEXT, "json", row -> text(value.apply(row)));
    }

    static Column time(String name, Function<TaskRow, @Nullable Instant> value) {
      return new Column(name, TIME, "", row -> RowArrays.micros(value.apply(row)));
    }

    /// What the submission says, or what stands there where it was never read.
    static Column submitted(
        String name,
        Kind kind,
        Function<Origin.Submitted, @Nullable Object> value,
        @Nullable Object otherwise) {
      return of(
          name,
          kind,
          row -> {
            Origin.Submitted submitted = row.submitted();
            return submitted == null ? otherwise : value.apply(submitted);
          });
    }

    private static @Nullable String text(@Nullable Object value) {
      return switch (value) {
        case null -> null;
        case Json json -> json.text();
        default -> MAPPER.writeValueAsString(value);
      };
    }

    String sent() {
      String sent = "u." + name;
      return kind == TIME ? RowArrays.time(sent) : type.isEmpty() ? sent : sent + "::" + type;
    }
  }

  private static final Column TASK_ID = Column.id("task_id", TaskRow::taskId);

  /// What one fact alone says. The parameters may be large, and PostgreSQL would write them again
  /// with every update that names them.
  private static final List<Column> FIXED =
      List.of(
          TASK_ID,
          Column.submitted("type", TEXT, o -> o.type().value(), TaskRow.NO_TYPE),
          Column.submitted("priority", TEXT, o -> o.priority().wire(), "normal"),
          Column.submitted("user_id", TEXT, o -> o.userId().value(), TaskRow.NO_USER),
          Column.submitted(
              "project_id", TEXT, o -> o.projectId() == null ? null : o.projectId().value(), null),
          Column.id("parent_id", TaskColumns::parent),
          Column.json("parameters", TaskRow::parameters),
          Column.submitted("max_retries", INT, o -> o.terms().maxRetries(), 0),
          Column.submitted("executor_group", TEXT, TaskColumns::group, null),
          Column.time("created_at", row -> row.view().origin().createdAt()),
          Column.of("retention_millis", LONG, row -> row.view().origin().retention().toMillis()));

  private static final List<Column> CHANGING =
      List.of(
          Column.of("sequence", LONG, row -> row.view().sequence()),
          Column.of("status", TEXT, row -> row.view().status().wire()),
          Column.json("metadata", row -> row.view().metadata()),
          Column.json("progress", row -> row.pace() == null ? null : row.pace().progress()),
          Column.of("progress_rate", REAL, row -> row.pace() == null ? null : row.pace().rate()),
          Column.time("progress_at", row -> row.pace() == null ? null : row.pace().at()),
          Column.json("result", row -> row.state().result()),
          Column.json("stored_result", row -> row.state().stored()),
          Column.json("error", row -> row.state().error()),
          Column.json("actor", row -> row.state().actor()),
          Column.of("executor", TEXT, row -> row.state().executor()),
          Column.of("attempt", INT, row -> row.view().effort().attempt()),
          Column.of("retry_count", INT, row -> row.view().effort().retryCount()),
          Column.time("next_at", row -> row.state().nextAt()),
          Column.time("started_at", row -> row.view().effort().startedAt()),
          Column.time("completed_at", row -> row.view().endedAt()),
          Column.time("updated_at", row -> row.view().updatedAt()),
          Column.time("expires_at", row -> row.view().expiresAt()));

  /// Which row, and as of which fact.
  private static final Rows KEY =
      new Rows(List.of(TASK_ID, Column.of("stored", LONG, TaskRow::stored)));

  private static final Rows INSERTED = new Rows(joined(FIXED, CHANGING));
  private static final Rows UPDATED = new Rows(joined(KEY.columns, CHANGING));

  /// Columns that a statement has as its parameters.
  private record Rows(List<Column> columns) {

    RowArrays of(List<TaskChange> changes) {
      var rows =
          new RowArrays(changes.size(), columns.stream().map(Column::kind).toArray(Kind[]::new));
      changes.forEach(change -> rows.add(values(change)));
      return rows;
    }

    @Nullable Object[] values(TaskChange change) {
      TaskRow row = TaskRow.of(change);
      @Nullable Object[] values = new @Nullable Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = columns.get(i).value.apply(row);
      }
      return values;
    }
  }

  private TaskColumns() {}

  /// Copies tasks that are not stored.
  static void copy(JdbcTemplate jdbc, String table, List<TaskChange> changes) {
    CopiedRows.copy(
        jdbc,
        table + " (" + list(INSERTED.columns, Column::name) + ")",
        INSERTED.columns.size(),
        changes,
        (row, change) -> {
          @Nullable Object[] values = INSERTED.values(change);
          for (int i = 0; i < values.length; i++) {
            row.value(INSERTED.columns.get(i).kind, values[i]);
          }
        });
  }

  /// What a new row says of a task.
  public static @Nullable Object[] inserted(TaskChange change) {
    return INSERTED.values(change);
  }

  public static String update(String table) {
    return String.format(
        Locale.ROOT,
        """
        update %s t set %s from unnest(%s) as u(%s)
        where t.task_id = u.task_id::uuid and t.sequence = u.stored
        """,
        table,
        list(CHANGING, column -> column.name() + " = " + column.sent()),
        list(UPDATED.columns, _ -> "?"),
        list(UPDATED.columns, Column::name));
  }

  /// The parameters of [#update].
  public static RowArrays updated(List<TaskChange> changes) {
    return UPDATED.of(changes);
  }

  public static String delete(String table) {
    return String.format(
        Locale.ROOT,
        """
        delete from %s t using unnest(?, ?) as u(task_id, stored)
        where t.task_id = u.task_id::uuid and t.sequence = u.stored
        """,
        table);
  }

  /// The parameters of [#delete].
  static RowArrays deleted(List<TaskChange> changes) {
    return KEY.of(changes);
  }

  /// All but the parameters, which the fold does not look at.
  public static String select(String table) {
    return String.format(
        Locale.ROOT,
        """
        select %s from %s where task_id = any(?::text[]::uuid[])
        """,
        list(
            INSERTED.columns.stream()
                .filter(column -> !column.name().equals("parameters"))
                .toList(),
            Column::name),
        table);
  }

  private static @Nullable UUID parent(TaskRow row) {
    Origin.Submitted submitted = row.submitted();
    return submitted == null || submitted.parentId() == null ? null : submitted.parentId().value();
  }

  private static @Nullable String group(Origin.Submitted submitted) {
    ExecutorGroup named = submitted.terms().group().named();
    return named == null ? null : named.value();
  }

  private static List<Column> joined(List<Column> left, List<Column> right) {
    return Stream.concat(left.stream(), right.stream()).toList();
  }

  private static String list(List<Column> columns, Function<Column, String> text) {
    return columns.stream().map(text).collect(Collectors.joining(", "));
  }
}
