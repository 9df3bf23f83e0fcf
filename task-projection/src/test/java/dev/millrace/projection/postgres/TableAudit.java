package dev.millrace.projection.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.task.TaskId;
import dev.millrace.projection.fold.Folded;
import dev.millrace.projection.fold.TaskFold;
import dev.millrace.projection.fold.TaskView;
import dev.millrace.projection.poll.TaskChange;
import dev.millrace.projection.postgres.task.RowArrays;
import dev.millrace.projection.postgres.task.TaskColumns;
import dev.millrace.projection.postgres.task.TaskRows;
import dev.millrace.projection.postgres.task.TaskTables;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// Judges the tables: they must be what the pure fold makes of the log, read once.
public final class TableAudit {

  private TableAudit() {}

  /// Rows, history and counters of a log of legal facts.
  public static void assertFoldOf(Collection<Fact> log, JdbcTemplate jdbc) {
    Map<TaskId, TaskView> views = new HashMap<>();
    Set<String> history = new HashSet<>();
    for (Fact fact : log) {
      if (TaskFold.fold(views.get(fact.taskId()), fact) instanceof Folded.Followed(var view)) {
        views.put(fact.taskId(), view);
      }
      if (!(fact.event() instanceof TaskProgressed)) {
        history.add(fact.taskId() + ":" + fact.sequence());
      }
    }
    assertThat(rows(jdbc)).as("rows").isEqualTo(expectedRows(views.values()));
    assertThat(counters(jdbc)).as("counters").isEqualTo(expectedCounters(views.values()));
    assertSideTablesMatch(jdbc);
    assertThat(
            jdbc.query(
                "select task_id || ':' || sequence from task_event", (row, _) -> row.getString(1)))
        .as("history")
        .containsExactlyInAnyOrderElementsOf(history);
  }

  /// The rows of a log of legal facts are there, among whatever others.
  public static void assertHolds(Collection<Fact> log, JdbcTemplate jdbc) {
    Map<TaskId, TaskView> views = new HashMap<>();
    for (Fact fact : log) {
      if (TaskFold.fold(views.get(fact.taskId()), fact) instanceof Folded.Followed(var view)) {
        views.put(fact.taskId(), view);
      }
    }
    assertThat(rows(jdbc)).containsAllEntriesOf(expectedRows(views.values()));
    assertCountersMatch(jdbc);
  }

  /// Counters must add up to the rows, whatever the rows are.
  public static void assertCountersMatch(JdbcTemplate jdbc) {
    assertThat(counters(jdbc)).isEqualTo(expectedCounters(stored(jdbc).values()));
    assertSideTablesMatch(jdbc);
  }

  /// What finds tasks by where they stand and by when they go must agree with the rows.
  private static void assertSideTablesMatch(JdbcTemplate jdbc) {
    Collection<TaskView> stored = stored(jdbc).values();
    assertThat(
            jdbc.query(
                """
                select user_id, standing, created_at, task_id from task_standing
                """,
                (row, _) ->
                    new StandingRows.Row(
                        row.getString(1),
                        row.getString(2),
                        Objects.requireNonNull(
                            RowArrays.micros(row.getObject(3, OffsetDateTime.class).toInstant())),
                        row.getObject(4, UUID.class))))
        .as("standings")
        .containsExactlyInAnyOrderElementsOf(
            stored.stream().map(StandingRows.Row::of).filter(Objects::nonNull).toList());
    assertThat(
            jdbc.queryForObject(
                """
                select count(*) from task t
                where expires_at is not null and not exists (
                  select from task_expiry e
                  where t.task_id = any(e.tasks) and e.due between t.expires_at
                    and t.expires_at + interval '1 minute')
                """,
                Long.class))
        .as("ended tasks that nothing would delete")
        .isZero();
  }

  private static Map<TaskId, List<String>> expectedRows(Collection<TaskView> views) {
    Map<TaskId, List<String>> rows = new HashMap<>();
    for (TaskView view : views) {
      rows.put(view.id(), row(view));
    }
    return rows;
  }

  private static Map<TaskId, List<String>> rows(JdbcTemplate jdbc) {
    Map<TaskId, List<String>> rows = new HashMap<>();
    stored(jdbc).forEach((id, view) -> rows.put(id, row(view)));
    return rows;
  }

  private static Map<TaskId, TaskView> stored(JdbcTemplate jdbc) {
    List<TaskId> ids =
        jdbc.query(
            "select task_id from task",
            (row, _) -> TaskId.parse(Objects.requireNonNull(row.getString(1))));
    return new TaskRows(jdbc, TaskTables.LIVE).load(ids);
  }

  /// What a view looks like in the table.
  private static List<String> row(TaskView view) {
    var change = new TaskChange(null, view, null, List.of(), List.of(), List.of());
    return Arrays.stream(TaskColumns.inserted(change)).map(String::valueOf).toList();
  }

  private static Map<String, Long> counters(JdbcTemplate jdbc) {
    Map<String, Long> counters = new TreeMap<>();
    jdbc.query(
        "select user_id, type, status, tasks from task_count where tasks <> 0",
        row -> {
          counters.put(
              row.getString(1) + "/" + row.getString(2) + "/" + row.getString(3), row.getLong(4));
        });
    return counters;
  }

  private static Map<String, Long> expectedCounters(Collection<TaskView> views) {
    Map<String, Long> counters = new TreeMap<>();
    for (TaskView view : views) {
      List<String> row = row(view);
      counters.merge(row.get(3) + "/" + row.get(1) + "/" + view.status().wire(), 1L, Long::sum);
    }
    return counters;
  }
}
