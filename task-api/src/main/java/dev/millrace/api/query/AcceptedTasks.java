package dev.millrace.api.query;

import dev.millrace.api.user.Viewer;
import dev.millrace.events.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tasks as they were accepted, shown as nobody has touched them yet, or as ended where the api
/// knows of the end before the projection does.
///
/// A row has the columns of the projection's table, so that both make the same document. A task
/// whose retention is over is not there any more, whether or not its row still is.
final class AcceptedTasks {

  private static final String STATUS =
      "coalesce(status, case when run_at is null then 'pending' else 'scheduled' end)";

  private static final String STILL_THERE = "(expires_at is null or expires_at > now())";

  private static final String COLUMNS =
      """
      task_id, type, %s as status,
      priority, user_id, project_id, parent_id, parameters, metadata,
      null as progress, null::float8 as progress_rate, null::timestamptz as progress_at,
      null as result, null as error, 0 as attempt, 0 as retry_count, max_retries,
      created_at, null::timestamptz as started_at, ended_at as completed_at,
      coalesce(ended_at, created_at) as updated_at, expires_at
      """
          .formatted(STATUS);

  private static final int AT_ONCE = 500;

  private final JdbcClient database;
  private final TaskRows rows = new TaskRows();

  AcceptedTasks(JdbcClient database) {
    this.database = database;
  }

  Optional<TaskDocument> find(Viewer viewer, TaskId id) {
    OwnedSql owned = OwnedSql.of(viewer);
    return database
        .sql(
            "select "
                + COLUMNS
                + "from request where task_id = ? and "
                + owned.where()
                + " and "
                + STILL_THERE)
        .params(owned.values(id.value()))
        .query(rows)
        .optional();
  }

  /// Of the newest that the filter admits for their whole life, those that it admits now.
  List<TaskDocument> newest(TaskFilter filter, int most) {
    FilterSql sql = FilterSql.of(filter);
    List<Object> values = new ArrayList<>(sql.values());
    String now = STILL_THERE;
    if (filter.status() != null) {
      now += " and " + STATUS + " = ?";
      values.add(filter.status().wire());
    }
    return database
        .sql(
            "select "
                + COLUMNS
                + "from (select * from request where "
                + sql.where()
                + newestFirst(filter.viewer())
                + atLeast(filter.viewer(), most)
                + ") newest where "
                + now
                + " order by created_at desc, task_id desc limit "
                + most)
        .params(values)
        .query(rows)
        .list();
  }

  /// The newest tasks that somebody may see, with where they stand as far as the api knows.
  Candidates newest(Viewer viewer, int look) {
    OwnedSql owned = OwnedSql.of(viewer);
    List<Fresh> found = new ArrayList<>();
    int[] seen = {0};
    database
        .sql(
            "select task_id, type, "
                + STATUS
                + " as status, "
                + STILL_THERE
                + " as still_there from request where "
                + owned.where()
                + newestFirst(viewer)
                + "?")
        .params(owned.values())
        .param(look)
        .query(row -> {
          seen[0]++;
          if (row.getBoolean("still_there")) {
            found.add(
                new Fresh(
                    row.getObject("task_id", UUID.class),
                    row.getString("type"),
                    row.getString("status")));
          }
        });
    return new Candidates(found, seen[0] < look);
  }

  /// A user's are indexed by their time. Everybody's are not, but ids rise with time, and the
  /// primary key has them in order.
  private static String newestFirst(Viewer viewer) {
    return switch (viewer) {
      case Viewer.Owner _ -> " order by created_at desc, task_id desc limit ";
      case Viewer.Operator _ -> " order by task_id desc limit ";
    };
  }

  /// Ids and times of tasks that were accepted at once may be in another order: some more of them
  /// are looked at, so that the newest by time are among them.
  private static int atLeast(Viewer viewer, int most) {
    return switch (viewer) {
      case Viewer.Owner _ -> most;
      case Viewer.Operator _ -> Math.max(most, AT_ONCE);
    };
  }

  /// @param complete whether there are no older ones
  record Candidates(List<Fresh> tasks, boolean complete) {}

  /// What the statistics need of a task.
  record Fresh(UUID id, String type, String status) {}
}
