package dev.millrace.executor.bulk;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `bulk_answer`: what has become of the commands of bulk-control tasks.
public final class BulkRows {

  private final JdbcClient database;

  public BulkRows(JdbcClient database) {
    this.database = database;
  }

  /// Answers of commands, each of which is applied in the caller's transaction and never again, so
  /// that it counts once.
  ///
  /// @param refusals of the refused, the first [#SAMPLE] at least
  public record Answers(long done, long refused, List<BulkRefusal> refusals) {

    /// Refusals that are kept.
    public static final int SAMPLE = BulkReport.SAMPLE;

    /// These and those.
    public Answers plus(Answers more) {
      List<BulkRefusal> all = new ArrayList<>(refusals);
      all.addAll(more.refusals);
      return new Answers(done + more.done, refused + more.refused, all);
    }
  }

  /// Counts them, in the order of the tasks' ids, in which everybody locks these rows.
  public void count(SortedMap<TaskId, Answers> byBulk) {
    byBulk.forEach((bulk, answers) ->
        database
            .sql(
                String.format(
                    Locale.ROOT,
                    """
                    insert into millrace_engine.bulk_answer as b (task_id, done, refused, refusals)
                    values (?, ?, ?, ?::jsonb)
                    on conflict (task_id) do update
                    set done = b.done + excluded.done, refused = b.refused + excluded.refused,
                        refusals = jsonb_path_query_array(
                            b.refusals || excluded.refusals, '$[0 to %d]'),
                        changed_at = now()
                    """,
                    BulkReport.SAMPLE - 1))
            .param(bulk.value())
            .param(answers.done())
            .param(answers.refused())
            .param(Json.of(answers.refusals().stream().limit(BulkReport.SAMPLE).toList()).text())
            .update());
  }

  /// Notes how many commands a task has.
  public void expect(TaskId bulk, long commands) {
    database
        .sql(
            """
            insert into millrace_engine.bulk_answer (task_id, expected) values (?, ?)
            on conflict (task_id) do update
            set expected = excluded.expected, changed_at = now()
            """)
        .param(bulk.value())
        .param(commands)
        .update();
  }

  /// How far each of these tasks is, with one query for all.
  Map<TaskId, BulkCounts> counts(Collection<TaskId> bulks) {
    Map<TaskId, BulkCounts> counts = new HashMap<>();
    database
        .sql(
            """
            select task_id, done, refused, refusals, expected from millrace_engine.bulk_answer
            where task_id = any(?::uuid[])
            """)
        .param(bulks.stream().map(TaskId::value).toArray(UUID[]::new))
        .query(row -> {
          counts.put(new TaskId(row.getObject("task_id", UUID.class)), counts(row));
        });
    return counts;
  }

  private static BulkCounts counts(ResultSet row) throws SQLException {
    String refusals = Objects.requireNonNull(row.getString("refusals"), "refusals");
    return new BulkCounts(
        row.getLong("done"),
        row.getLong("refused"),
        Arrays.asList(new Json(refusals).as(BulkRefusal[].class)),
        row.getObject("expected", Long.class));
  }
}
