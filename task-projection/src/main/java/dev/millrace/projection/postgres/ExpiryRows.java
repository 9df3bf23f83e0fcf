package dev.millrace.projection.postgres;

import dev.millrace.projection.poll.TaskChange;
import dev.millrace.projection.postgres.task.CopiedRows;
import dev.millrace.projection.postgres.task.TaskTables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// The table `task_expiry`: which tasks go when, a row for those of one poll and minute.
///
/// A row names tasks that may go; whether one does is said by its own row. A task that was reopened
/// meanwhile stays, and is named again when it ends again.
final class ExpiryRows {

  /// Tasks of a row: it stays within its page.
  static final int MOST = 100;

  private final JdbcTemplate jdbc;
  private final TaskTables tables;

  ExpiryRows(JdbcTemplate jdbc, TaskTables tables) {
    this.jdbc = jdbc;
    this.tables = tables;
  }

  private record Row(Instant due, List<UUID> tasks) {}

  /// Adds the tasks whose end these changes are.
  void add(List<TaskChange> changes) {
    Map<Instant, Row> open = new TreeMap<>();
    List<Row> rows = new ArrayList<>();
    for (TaskChange change : changes) {
      Instant expiry = change.after().expiresAt();
      if (expiry == null
          || (change.before() != null && expiry.equals(change.before().expiresAt()))) {
        continue;
      }
      Instant due = expiry.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
      Row row = open.get(due);
      if (row == null || row.tasks.size() == MOST) {
        row = new Row(due, new ArrayList<>());
        open.put(due, row);
        rows.add(row);
      }
      row.tasks.add(change.after().id().value());
    }
    CopiedRows.copy(
        jdbc,
        tables.expiry() + " (due, tasks)",
        2,
        rows,
        (copied, row) -> copied.time(row.due).ids(row.tasks));
  }
}
