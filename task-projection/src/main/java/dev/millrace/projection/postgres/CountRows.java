package dev.millrace.projection.postgres;

import static dev.millrace.projection.postgres.task.RowArrays.Kind.LONG;
import static dev.millrace.projection.postgres.task.RowArrays.Kind.TEXT;

import dev.millrace.events.task.TaskStatus;
import dev.millrace.projection.fold.Origin;
import dev.millrace.projection.fold.TaskView;
import dev.millrace.projection.poll.TaskChange;
import dev.millrace.projection.postgres.task.RowArrays;
import dev.millrace.projection.postgres.task.TaskRow;
import dev.millrace.projection.postgres.task.TaskTables;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/// The table `task_count`: how many tasks of each user and type are in each status.
final class CountRows {

  /// One line. Lines are written in one order by everybody, so that no two polls wait for each
  /// other.
  private record Line(String user, String type, String status) implements Comparable<Line> {
    private static final Comparator<Line> ORDER =
        Comparator.comparing(Line::user).thenComparing(Line::type).thenComparing(Line::status);

    static Line of(Origin origin, TaskStatus status) {
      return switch (origin) {
        case Origin.Submitted o -> new Line(o.userId().value(), o.type().value(), status.wire());
        case Origin.UnknownSubmission _ ->
            new Line(TaskRow.NO_USER, TaskRow.NO_TYPE, status.wire());
      };
    }

    @Override
    public int compareTo(Line other) {
      return ORDER.compare(this, other);
    }
  }

  private final JdbcTemplate jdbc;
  private final String add;

  CountRows(JdbcTemplate jdbc, TaskTables tables) {
    this.jdbc = jdbc;
    this.add =
        String.format(
            Locale.ROOT,
            """
            insert into %1$s as c (user_id, type, status, tasks)
            select * from unnest(?, ?, ?, ?)
            on conflict (user_id, type, status) do update set tasks = c.tasks + excluded.tasks
            """,
            tables.count());
  }

  /// Moves the counters by what changed.
  void add(List<TaskChange> changes) {
    Map<Line, Long> moves = new TreeMap<>();
    for (TaskChange change : changes) {
      TaskView before = change.before();
      if (before != null) {
        moves.merge(Line.of(before.origin(), before.status()), -1L, Long::sum);
      }
      moves.merge(Line.of(change.after().origin(), change.after().status()), 1L, Long::sum);
    }
    moves.values().removeIf(move -> move == 0);
    if (moves.isEmpty()) {
      return;
    }
    var rows = new RowArrays(moves.size(), TEXT, TEXT, TEXT, LONG);
    moves.forEach((line, move) -> rows.add(line.user, line.type, line.status, move));
    jdbc.update(add, rows::bind);
  }
}
