package dev.millrace.projection.postgres.task;

import dev.millrace.events.task.TaskId;
import dev.millrace.projection.fold.TaskView;
import dev.millrace.projection.poll.TaskChange;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/// The table `task`: a row for each task.
public final class TaskRows {

  private final JdbcTemplate jdbc;
  private final String select;
  private final String table;
  private final String update;
  private final String delete;

  public TaskRows(JdbcTemplate jdbc, TaskTables tables) {
    this.jdbc = jdbc;
    this.select = TaskColumns.select(tables.task());
    this.table = tables.task();
    this.update = TaskColumns.update(tables.task());
    this.delete = TaskColumns.delete(tables.task());
  }

  /// What is stored of some tasks; those that are not are missing.
  public Map<TaskId, TaskView> load(Collection<TaskId> ids) {
    Map<TaskId, TaskView> views = HashMap.newHashMap(ids.size());
    if (!ids.isEmpty()) {
      var keys = new RowArrays(ids.size(), RowArrays.Kind.TEXT);
      ids.forEach(id -> keys.add(id.toString()));
      jdbc.query(
          select,
          keys::bind,
          row -> {
            TaskView view = TaskRowReader.view(row);
            views.put(view.id(), view);
          });
    }
    return views;
  }

  /// Writes tasks that are not stored.
  public void insert(List<TaskChange> changes) {
    TaskColumns.copy(jdbc, table, changes);
  }

  /// Writes what changed of tasks that are stored.
  ///
  /// @throws OptimisticLockingFailureException when one of them is no longer as it was loaded
  public void update(List<TaskChange> changes) {
    if (!changes.isEmpty()) {
      RowArrays rows = TaskColumns.updated(changes);
      requireAll(changes.size(), jdbc.update(update, rows::bind));
    }
  }

  /// Takes out rows that are to be written anew.
  ///
  /// @throws OptimisticLockingFailureException when one of them is no longer as it was loaded
  public void delete(List<TaskChange> changes) {
    if (!changes.isEmpty()) {
      RowArrays rows = TaskColumns.deleted(changes);
      requireAll(changes.size(), jdbc.update(delete, rows::bind));
    }
  }

  private static void requireAll(int expected, int actual) {
    if (actual != expected) {
      throw new OptimisticLockingFailureException(
          String.format(
              Locale.ROOT,
              "%d of %d tasks changed while a poll was folded",
              expected - actual,
              expected));
    }
  }
}
