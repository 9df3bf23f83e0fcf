package dev.millrace.api.query;

import dev.millrace.access.Caller;
import dev.millrace.api.query.action.PendingControl;
import dev.millrace.api.query.document.FoundTask;
import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.api.query.document.TypeConditions;
import dev.millrace.api.query.filter.AgeOrder;
import dev.millrace.api.query.filter.FilterSql;
import dev.millrace.api.query.filter.OwnedSql;
import dev.millrace.api.query.filter.PageRequest;
import dev.millrace.api.query.filter.Position;
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

/// The tasks as they were accepted: the table `request`.
///
/// A task whose retention is over is not there any more, whether or not its row still is.
final class AcceptedTasks {

  /// How far back unfolded tasks are looked for when a filter narrows the list.
  private static final int FRESH_WINDOW = 1_000;

  private static final int AT_ONCE = 500;

  private static final String STILL_THERE = "(expires_at is null or expires_at > now())";

  private final JdbcClient database;
  private final TypeConditions around;

  AcceptedTasks(JdbcClient database, TypeConditions around) {
    this.database = database;
    this.around = around;
  }

  /// @param asked what the task is shown as having followed already
  Optional<TaskDocument> find(Caller caller, TaskId id, @Nullable PendingControl asked) {
    return find(FoundTask.ACCEPTED, caller, id, asked);
  }

  /// The same without large parameters.
  Optional<TaskDocument> findBriefly(Caller caller, TaskId id) {
    return find(FoundTask.ACCEPTED_BRIEFLY, caller, id, null);
  }

  private Optional<TaskDocument> find(
      String columns, Caller caller, TaskId id, @Nullable PendingControl asked) {
    OwnedSql owned = OwnedSql.of(caller);
    return database
        .sql(
            String.format(
                Locale.ROOT,
                "select %s from request where task_id = ? and %s and %s",
                columns,
                owned.where(),
                STILL_THERE))
        .params(owned.values(id.value()))
        .query((row, _) -> FoundTask.accepted(row).alone(asked, around))
        .optional();
  }

  /// Where the newest tasks stand in the order of the list that the caller may see and the filter
  /// admits, newest first.
  ///
  /// Only so many are looked at as the projection may be behind: the rest is found there, with
  /// indexes for it.
  List<Position> positions(PageRequest page, int most) {
    Caller caller = page.filter().caller();
    FilterSql owned = FilterSql.owned(page);
    FilterSql narrowed = FilterSql.of(page);
    List<Object> values = new ArrayList<>(owned.values());
    int look = atLeast(caller, most);
    values.add(page.filter().isNarrow() ? Math.max(look, FRESH_WINDOW) : look);
    values.addAll(narrowed.values());
    String stand = "true";
    if (!page.filter().statuses().isEmpty()) {
      stand = FoundTask.ACCEPTED_STATUS + " = any(?)";
      values.add(page.filter().statuses().stream().map(TaskStatus::wire).toArray(String[]::new));
    }
    return database
        .sql(
            String.format(
                Locale.ROOT,
                """
                select created_at, task_id
                from (select * from request where %s %s limit ?) newest
                where %s and %s and %s
                order by created_at desc, task_id desc
                """,
                owned.where(),
                AgeOrder.of(caller).newestFirst(),
                narrowed.where(),
                STILL_THERE,
                stand))
        .params(values)
        .query(Position::of)
        .list();
  }

  /// These tasks, as a list shows them; none of a task that went meanwhile.
  List<TaskDocument> list(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            String.format(
                Locale.ROOT,
                "select %s from request where task_id = any(?) and %s",
                FoundTask.ACCEPTED_BRIEFLY,
                STILL_THERE))
        .param(ids.toArray(UUID[]::new))
        .query((row, _) -> FoundTask.accepted(row).listed(around))
        .list();
  }

  /// Counts the tasks that are newer than a place, all where there is none, as far as they are
  /// looked at.
  List<TaskCounts.Line> countNewer(Caller caller, @Nullable Position place, int most) {
    OwnedSql owned = OwnedSql.of(caller);
    AgeOrder order = AgeOrder.of(caller);
    List<Object> values = new ArrayList<>(owned.user());
    if (place != null) {
      values.addAll(order.values(place));
    }
    values.add(most);
    return database
        .sql(
            String.format(
                Locale.ROOT,
                """
                select type, %s as status, count(*) as tasks
                from (select * from request where %s and %s %s limit ?) newest
                where %s
                group by 1, 2
                """,
                FoundTask.ACCEPTED_STATUS,
                owned.where(),
                place == null ? "true" : order.newer(),
                order.newestFirst(),
                STILL_THERE))
        .params(values)
        .query(TaskCounts.Line::of)
        .list();
  }

  /// The next tasks that are not newer than a place, newest first, with where they stand as far as
  /// the api knows.
  List<Candidate> notNewer(Caller caller, Position place, int skipped, int most) {
    OwnedSql owned = OwnedSql.of(caller);
    AgeOrder order = AgeOrder.of(caller);
    List<Object> values = new ArrayList<>(owned.user());
    values.addAll(order.values(place));
    values.add(skipped);
    values.add(most);
    return database
        .sql(
            String.format(
                Locale.ROOT,
                """
                select task_id, type, %s as status, %s as still_there
                from request where %s and %s %s
                offset ? limit ?
                """,
                FoundTask.ACCEPTED_STATUS,
                STILL_THERE,
                owned.where(),
                order.notNewer(),
                order.newestFirst()))
        .params(values)
        .query(Candidate::of)
        .list();
  }

  /// Ids and times of tasks that were accepted at once may be in another order: some more of them
  /// are looked at, so that the newest by time are among them.
  private static int atLeast(Caller caller, int most) {
    return switch (caller) {
      case Caller.User _ -> most;
      case Caller.Operator _ -> Math.max(most, AT_ONCE);
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
