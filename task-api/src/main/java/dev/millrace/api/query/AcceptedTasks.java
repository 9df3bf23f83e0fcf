package dev.millrace.api.query;

import dev.millrace.api.user.Viewer;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tasks as they were accepted, shown as nobody has touched them yet, or as ended where the api
/// knows of the end before the projection does.
///
/// A row has the columns of the projection's table, so that both make the same document. A task
/// whose retention is over is not there any more, whether or not its row still is.
final class AcceptedTasks {

  /// How far back unfolded tasks are looked for when a filter narrows the list.
  private static final int FRESH_WINDOW = 1_000;

  /// Where a task stands of which the projection has no row yet. That the api itself may know its
  /// end already does not matter: who reads `completed` wants the result, and that is not here. So
  /// its sequence is that of the submission, or who waits for news would take the end for old.
  private static final String STATUS =
      "case when run_at is null then 'pending' else 'scheduled' end";

  private static final String STILL_THERE = "(expires_at is null or expires_at > now())";

  private static final String COLUMNS_WITH =
      """
      task_id, 0::bigint as sequence, type, %s as status,
      priority, user_id, project_id, parent_id, %s, metadata,
      null as progress, null::float8 as progress_rate, null::timestamptz as progress_at,
      null as result, null::int as result_bytes, null as stored_result, null as error, null as actor, run_at as next_at, 0 as attempt, 0 as retry_count, max_retries,
      created_at, null::timestamptz as started_at, null::timestamptz as completed_at,
      created_at as updated_at, null::timestamptz as expires_at,
      %s
      """;

  private static final String WHOLE =
      String.format(
          Locale.ROOT, COLUMNS_WITH, STATUS, TaskRows.whole("parameters"), QueuePosition.UNCOUNTED);
  private static final String BRIEF =
      String.format(
          Locale.ROOT, COLUMNS_WITH, STATUS, TaskRows.brief("parameters"), QueuePosition.UNCOUNTED);

  private static final int AT_ONCE = 500;

  private final JdbcClient database;
  private final TaskRows listed;
  private final TaskRows detailed;

  AcceptedTasks(JdbcClient database, TypeConditions around) {
    this.database = database;
    this.listed = TaskRows.listed(around);
    this.detailed = TaskRows.detailed(around);
  }

  /// @param asked what the task is shown as having followed already
  Optional<TaskDocument> find(Viewer viewer, TaskId id, @Nullable PendingControl asked) {
    return find(WHOLE, viewer, id, asked);
  }

  /// The same without large parameters.
  Optional<TaskDocument> findBriefly(Viewer viewer, TaskId id) {
    return find(BRIEF, viewer, id, null);
  }

  private Optional<TaskDocument> find(
      String columns, Viewer viewer, TaskId id, @Nullable PendingControl asked) {
    OwnedSql owned = OwnedSql.of(viewer);
    return database
        .sql(
            "select "
                + columns
                + "from request where task_id = ? and "
                + owned.where()
                + " and "
                + STILL_THERE)
        .params(owned.values(id.value()))
        .query(detailed.asked(asked))
        .optional();
  }

  /// Where the newest tasks stand in the order of the list that the viewer may see and the filter
  /// admits, newest first.
  ///
  /// Only so many are looked at as the projection may be behind: the rest is found there, with
  /// indexes for it.
  List<Position> positions(PageRequest page, int most) {
    FilterSql sql = newest(page, most);
    return database.sql(sql.where()).params(sql.values()).query(TaskRows::position).list();
  }

  /// These tasks, as a list shows them; none of a task that went meanwhile.
  List<TaskDocument> list(Collection<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : database
            .sql("select " + BRIEF + "from request where task_id = any(?) and " + STILL_THERE)
            .param(ids.toArray(UUID[]::new))
            .query(listed)
            .list();
  }

  private static FilterSql newest(PageRequest page, int most) {
    FilterSql owned = FilterSql.owned(page);
    FilterSql narrowed = FilterSql.of(page);
    List<Object> values = new ArrayList<>(owned.values());
    int look = atLeast(page.filter().viewer(), most);
    values.add(page.filter().isNarrow() ? Math.max(look, FRESH_WINDOW) : look);
    values.addAll(narrowed.values());
    String now = STILL_THERE;
    if (!page.filter().statuses().isEmpty()) {
      now += " and " + STATUS + " = any(?)";
      values.add(page.filter().statuses().stream().map(TaskStatus::wire).toArray(String[]::new));
    }
    return new FilterSql(
        "select created_at, task_id from (select * from request where "
            + owned.where()
            + AgeOrder.of(page.filter().viewer()).newestFirst()
            + " limit ?) newest where "
            + narrowed.where()
            + " and "
            + now
            + " order by created_at desc, task_id desc",
        values);
  }

  /// Counts the tasks that are newer than a place, all where there is none, as far as they are
  /// looked at.
  List<TaskCounts.Line> countNewer(Viewer viewer, @Nullable Position place, int most) {
    OwnedSql owned = OwnedSql.of(viewer);
    AgeOrder order = AgeOrder.of(viewer);
    List<Object> values = new ArrayList<>(owned.user());
    if (place != null) {
      values.addAll(order.values(place));
    }
    values.add(most);
    return database
        .sql(
            "select type, "
                + STATUS
                + " as status, count(*) as tasks from (select * from request where "
                + owned.where()
                + (place == null ? "" : " and " + order.newer())
                + order.newestFirst()
                + " limit ?) newest where "
                + STILL_THERE
                + " group by 1, 2")
        .params(values)
        .query(TaskCounts.Line::of)
        .list();
  }

  /// The next tasks that are not newer than a place, newest first, with where they stand as far as
  /// the api knows.
  List<Candidate> notNewer(Viewer viewer, Position place, int skipped, int most) {
    OwnedSql owned = OwnedSql.of(viewer);
    AgeOrder order = AgeOrder.of(viewer);
    List<Object> values = new ArrayList<>(owned.user());
    values.addAll(order.values(place));
    values.add(skipped);
    values.add(most);
    return database
        .sql(
            "select task_id, type, "
                + STATUS
                + " as status, "
                + STILL_THERE
                + " as still_there from request where "
                + owned.where()
                + " and "
                + order.notNewer()
                + order.newestFirst()
                + " offset ? limit ?")
        .params(values)
        .query(Candidate::of)
        .list();
  }

  /// Ids and times of tasks that were accepted at once may be in another order: some more of them
  /// are looked at, so that the newest by time are among them.
  private static int atLeast(Viewer viewer, int most) {
    return switch (viewer) {
      case Viewer.Owner _ -> most;
      case Viewer.Operator _ -> Math.max(most, AT_ONCE);
    };
  }

  /// What the statistics need of a task.
  record Candidate(UUID id, String type, String status, boolean stillThere) {
    static Candidate of(ResultSet row, int number) throws SQLException {
      return new Candidate(
          row.getObject("task_id", UUID.class),
          row.getString("type"),
          row.getString("status"),
          row.getBoolean("still_there"));
    }
  }
}
