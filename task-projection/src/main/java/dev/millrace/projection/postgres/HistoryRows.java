package dev.millrace.projection.postgres;

import static dev.millrace.projection.postgres.task.RowArrays.Kind.ID;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.LONG;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.task.TaskId;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.TaskChange;
import dev.millrace.projection.postgres.task.CopiedRows;
import dev.millrace.projection.postgres.task.RowArrays;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/// The table `task_facts`: every fact but progress, as it was said. What a poll says of a task on
/// one day is one row.
final class HistoryRows {

  /// Where a row ends, and the next one begins: a reader has all of it in memory.
  private static final int MOST_FACTS = 64;

  private static final int MOST_CHARACTERS = 64 << 10;

  private final JdbcTemplate jdbc;

  HistoryRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Facts of one task and day, in order; never empty.
  private record Row(UUID task, LocalDate day, List<Entry.TaskEntry> facts) {}

  /// Whether a fact is kept: progress is many, and the newest stands in the task's row.
  static boolean keeps(Entry.TaskEntry said) {
    return !(said instanceof Entry.KnownEvent(_, Fact fact, _, _)
        && fact.event() instanceof TaskProgressed);
  }

  /// The day whose partition a fact belongs into.
  static LocalDate day(Entry.TaskEntry said) {
    return LocalDate.ofInstant(said.time(), ZoneOffset.UTC);
  }

  /// Adds what was new. What was not is nearly always there; where it is not, because it came after
  /// a newer fact, it is added, too.
  ///
  /// @param looks whether it looks for each fact, instead of taking for granted that what is new to
  ///   a task is new here: a task that was forgotten and is told of again has a history
  void insert(List<TaskChange> changes, boolean looks) {
    List<Row> rows = new ArrayList<>(changes.size());
    List<Entry.TaskEntry> repeated = new ArrayList<>();
    for (TaskChange change : changes) {
      if (looks) {
        change.taken().stream().filter(HistoryRows::keeps).forEach(repeated::add);
      } else {
        addRows(rows, change.taken());
      }
      change.repeated().stream().filter(HistoryRows::keeps).forEach(repeated::add);
    }
    copy(rows);
    if (!repeated.isEmpty()) {
      copy(missing(repeated));
    }
  }

  private static void addRows(List<Row> rows, List<Entry.TaskEntry> facts) {
    Row row = null;
    long characters = 0;
    for (Entry.TaskEntry fact : facts) {
      if (!keeps(fact)) {
        continue;
      }
      characters += fact.data().length();
      if (row == null
          || !row.day.equals(day(fact))
          || row.facts.size() == MOST_FACTS
          || characters > MOST_CHARACTERS) {
        row = new Row(fact.taskId().value(), day(fact), new ArrayList<>(3));
        rows.add(row);
        characters = fact.data().length();
      }
      row.facts.add(fact);
    }
  }

  private List<Row> missing(List<Entry.TaskEntry> facts) {
    record Place(TaskId task, long sequence) {}
    Map<Place, Entry.TaskEntry> missing = new LinkedHashMap<>();
    facts.forEach(fact -> missing.put(new Place(fact.taskId(), fact.sequence()), fact));
    var places = new RowArrays(missing.size(), ID, LONG);
    missing.keySet().forEach(place -> places.add(place.task.value(), place.sequence));
    jdbc.query(
        """
        select task_id, sequence from task_event
        where (task_id, sequence) in (
          select u.task_id::uuid, u.sequence from unnest(?, ?) as u(task_id, sequence))
        """,
        places::bind,
        row -> {
          missing.remove(
              new Place(new TaskId(row.getObject("task_id", UUID.class)), row.getLong("sequence")));
        });
    return missing.values().stream()
        .map(fact -> new Row(fact.taskId().value(), day(fact), List.of(fact)))
        .toList();
  }

  private void copy(List<Row> rows) {
    CopiedRows.copy(
        jdbc,
        "task_facts (task_id, sequence, day, sequences, types, times, data)",
        7,
        rows,
        (copied, row) ->
            copied
                .id(row.task)
                .number(row.facts.getFirst().sequence())
                .day(row.day)
                .numbers(row.facts.stream().map(Entry.TaskEntry::sequence).toList())
                .texts(row.facts.stream().map(Entry.TaskEntry::type).toList())
                .times(row.facts.stream().map(Entry.TaskEntry::time).toList())
                .jsons(row.facts.stream().map(Entry.TaskEntry::data).toList()));
  }
}
