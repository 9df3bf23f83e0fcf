package dev.millrace.projection.postgres;

import static dev.millrace.projection.postgres.task.RowArrays.Kind.ID;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.TEXT;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.TIME;

import dev.millrace.events.task.TaskStatus;
import dev.millrace.projection.fold.Origin;
import dev.millrace.projection.fold.TaskView;
import dev.millrace.projection.poll.TaskChange;
import dev.millrace.projection.postgres.task.CopiedRows;
import dev.millrace.projection.postgres.task.RowArrays;
import dev.millrace.projection.postgres.task.TaskRow;
import dev.millrace.projection.postgres.task.TaskTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/// The table `task_standing`: the tasks that live, and those that ended otherwise than completed.
public final class StandingRows {

  private static final String LIVING = "living";

  private final JdbcTemplate jdbc;
  private final TaskTables tables;

  public StandingRows(JdbcTemplate jdbc, TaskTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  /// A row.
  ///
  /// @param createdAt microseconds, as [RowArrays#micros] counts them
  public record Row(String user, String standing, long createdAt, UUID task) {

    /// Where a task stands; null for one that has completed, or that there is none of.
    public static @Nullable Row of(@Nullable TaskView view) {
      if (view == null || view.status() == TaskStatus.COMPLETED) {
        return null;
      }
      Origin origin = view.origin();
      return new Row(
          origin instanceof Origin.Submitted submitted
              ? submitted.userId().value()
              : TaskRow.NO_USER,
          view.status().isFinal() ? view.status().wire() : LIVING,
          Objects.requireNonNull(RowArrays.micros(origin.createdAt())),
          view.id().value());
    }
  }

  /// Moves the tasks that stand elsewhere now.
  void move(List<TaskChange> changes) {
    List<Row> left = new ArrayList<>();
    List<Row> taken = new ArrayList<>();
    for (TaskChange change : changes) {
      Row before = Row.of(change.before());
      Row after = Row.of(change.after());
      if (before != null && !before.equals(after)) {
        left.add(before);
      }
      if (after != null && !after.equals(before)) {
        taken.add(after);
      }
    }
    delete(left);
    insert(taken);
  }

  private void delete(List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    var arrays = new RowArrays(rows.size(), TEXT, TEXT, TIME, ID);
    rows.forEach(row -> arrays.add(row.user, row.standing, row.createdAt, row.task));
    int deleted =
        jdbc.update(
            String.format(
                Locale.ROOT,
                """
                delete from %s s using unnest(?, ?, ?, ?) as u(user_id, standing, created_at, task_id)
                where s.user_id = u.user_id and s.standing = u.standing
                  and s.created_at = %s and s.task_id = u.task_id::uuid
                """,
                tables.standing(),
                RowArrays.time("u.created_at")),
            arrays::bind);
    if (deleted != rows.size()) {
      throw new OptimisticLockingFailureException(
          String.format(
              Locale.ROOT, "%d of %d tasks stood elsewhere", rows.size() - deleted, rows.size()));
    }
  }

  private void insert(List<Row> rows) {
    CopiedRows.copy(
        jdbc,
        tables.standing() + " (user_id, standing, created_at, task_id)",
        4,
        rows,
        (copied, row) ->
            copied.text(row.user).text(row.standing).micros(row.createdAt).id(row.task));
  }
}
