package dev.millrace.projection.postgres;

import static dev.millrace.projection.postgres.task.RowArrays.Kind.INT;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.LONG;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.TEXT;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.TIME;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskProgressed;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.postgres.task.RowArrays;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/// The table `task_event`: every fact but progress, as it was said.
final class HistoryRows {

  private final JdbcTemplate jdbc;

  HistoryRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Whether a fact is kept: progress is many, and the newest stands in the task's row.
  static boolean keeps(Entry.TaskEntry said) {
    return !(said instanceof Entry.KnownEvent(_, Fact fact, _, _)
        && fact.event() instanceof TaskProgressed);
  }

  /// The day whose partition a fact belongs into.
  static LocalDate day(Entry.TaskEntry said) {
    return LocalDate.ofInstant(said.time(), ZoneOffset.UTC);
  }

  /// Adds facts; those that are there are left as they are.
  void insert(List<Entry.TaskEntry> facts) {
    if (facts.isEmpty()) {
      return;
    }
    var rows = new RowArrays(facts.size(), TEXT, LONG, TEXT, TIME, TEXT, INT);
    for (Entry.TaskEntry fact : facts) {
      rows.add(
          fact.taskId().toString(),
          fact.sequence(),
          fact.type(),
          RowArrays.micros(fact.time()),
          fact.data(),
          Math.toIntExact(day(fact).toEpochDay()));
    }
    jdbc.update(
        String.format(
            Locale.ROOT,
            """
            insert into task_event (task_id, sequence, type, time, data, day)
            select u.task_id::uuid, u.sequence, u.type, %s, u.data::json, 'epoch'::date + u.day
            from unnest(?, ?, ?, ?, ?, ?) as u(task_id, sequence, type, time, data, day)
            on conflict (task_id, sequence, day) do nothing
            """,
            RowArrays.time("u.time")),
        rows::bind);
  }
}
