package dev.millrace.api.query.filter;

import dev.millrace.access.Caller;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conditions of a page that hold for a task's whole life, as SQL.
///
/// @param where begins with the owner
/// @param values what its question marks stand for
public record FilterSql(String where, List<Object> values) {

  /// The tasks that live, or ended otherwise than completed.
  private static final String STANDING =
      "task_standing join task using (user_id, created_at, task_id)";

  private static final String NEWEST_FIRST = " order by created_at desc, task_id desc limit ?";

  /// All of them.
  public static FilterSql of(PageRequest page) {
    FilterSql sql = owned(page);
    TaskFilter filter = page.filter();
    List<String> types = filter.types().stream().map(TaskType::value).toList();
    if (types.size() == 1) {
      sql = sql.and(" and type = ?", types.getFirst());
    } else if (!types.isEmpty()) {
      sql = sql.and(" and type = any(?)", types.toArray(String[]::new));
    }
    sql =
        sql.and(
            " and project_id = ?", filter.projectId() == null ? null : filter.projectId().value());
    return sql.and(
        " and parent_id = ?", filter.parentId() == null ? null : filter.parentId().value());
  }

  /// All of them, of a filter that no page is asked of.
  public static FilterSql of(TaskFilter filter) {
    return of(new PageRequest(filter, 1, 0, null));
  }

  /// Only whose tasks they are, and from when: what an index of the newest tasks answers.
  public static FilterSql owned(PageRequest page) {
    TaskFilter filter = page.filter();
    OwnedSql owned = OwnedSql.of(filter.caller());
    FilterSql sql = new FilterSql(owned.where(), owned.values());
    sql = sql.and(" and user_id = ?", filter.user() == null ? null : filter.user().value());
    sql = sql.and(" and created_at >= ?", time(filter.createdFrom()));
    sql = sql.and(" and created_at < ?", time(filter.createdTo()));
    var before = page.before();
    return before == null
        ? sql
        : sql.and(" and (created_at, task_id) < (?, ?)", time(before.createdAt()))
            .with(before.id());
  }

  /// The whole query of the newest rows of the projection.
  ///
  /// Living tasks are looked at one by one, of the few that there are. Of a user's tasks that ended
  /// otherwise than completed, each status is a range that is in the order of the list: the newest
  /// of each are taken, and then the newest of them all. What most tasks are is found by going
  /// along the list.
  public static FilterSql projected(String columns, PageRequest page, int most) {
    FilterSql sql = of(page);
    List<TaskStatus> statuses = page.filter().statuses();
    if (statuses.isEmpty()) {
      return new FilterSql(
              "select " + columns + " from task where " + sql.where() + NEWEST_FIRST, sql.values())
          .with(most);
    }
    List<String> branches = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    List<TaskStatus> living = statuses.stream().filter(status -> !status.isFinal()).toList();
    if (!living.isEmpty()) {
      branches.add(
          branch(columns, STANDING, sql.where() + " and standing = 'living' and status = any(?)"));
      values.addAll(sql.values());
      values.add(living.stream().map(TaskStatus::wire).toArray(String[]::new));
      values.add(most);
    }
    statuses.stream()
        .filter(TaskStatus::isFinal)
        .forEach(status -> {
          branches.add(
              status == TaskStatus.COMPLETED || !isOfOneUser(page.filter())
                  ? branch(columns, "task", sql.where() + " and ended_as = ?")
                  : branch(columns, STANDING, sql.where() + " and standing = ?"));
          values.addAll(sql.values());
          values.add(status.wire());
          values.add(most);
        });
    values.add(most);
    return new FilterSql(
        "select * from (" + String.join(" union all ", branches) + ") newest" + NEWEST_FIRST,
        values);
  }

  /// The same with other columns, which are worked out for the rows that are shown alone.
  ///
  /// @param stored columns of the table that `columns` need
  public static FilterSql projected(String columns, String stored, PageRequest page, int most) {
    FilterSql rows = projected(stored, page, most);
    return new FilterSql(
            "select " + columns + " from (" + rows.where() + ") shown" + NEWEST_FIRST,
            rows.values())
        .with(most);
  }

  private static boolean isOfOneUser(TaskFilter filter) {
    return filter.user() != null || filter.caller() instanceof Caller.User;
  }

  private static String branch(String columns, String from, String where) {
    return "(select " + columns + " from " + from + " where " + where + NEWEST_FIRST + ")";
  }

  private FilterSql and(String condition, @Nullable Object value) {
    return value == null ? this : new FilterSql(where + condition, values).with(value);
  }

  private FilterSql with(Object value) {
    List<Object> more = new ArrayList<>(values);
    more.add(value);
    return new FilterSql(where, more);
  }

  private static @Nullable Timestamp time(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }
}
