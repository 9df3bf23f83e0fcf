package dev.millrace.api.query;

import dev.millrace.access.Caller;
import dev.millrace.api.query.filter.FilterSql;
import dev.millrace.api.query.filter.Position;
import dev.millrace.api.query.filter.TaskFilter;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Comes by all tasks that a filter admits, once each, oldest first, a part at a time.
///
/// It goes along what was accepted, so no task is missed because it is not folded yet; where each
/// stands is asked of the projection, unless the api knows that it has ended. A part looks at a
/// bounded number of tasks, of which it may admit none. Tasks of one user are in the order of their
/// times and ids, everybody's in that of their ids, as the indexes have them.
public final class TaskScan {

  /// Tasks that a part looks at.
  private static final int LOOK = 2_000;

  /// How far an id's time may be from the time that is told.
  private static final Duration ID_BLUR = Duration.ofSeconds(1);

  private final JdbcClient database;
  private final ProjectedTasks projected;

  TaskScan(JdbcClient database, ProjectedTasks projected) {
    this.database = database;
    this.projected = projected;
  }

  /// A task that the filter admits.
  public record Step(TaskId id, TaskType type, UserId user, TaskStatus status, Instant createdAt) {}

  /// Some of the tasks.
  ///
  /// @param reached where the next part begins; null at the end
  public record Part(List<Step> steps, @Nullable Position reached) {}

  /// The next tasks.
  ///
  /// @param after where the part before has ended; null at the beginning
  /// @param before no task whose id is this or a later one; null for all there are
  /// @param most tasks that the part may have
  /// @throws dev.millrace.http.problem.ProblemException when the projection cannot be read
  public Part next(TaskFilter filter, @Nullable Position after, @Nullable TaskId before, int most) {
    List<Look> looks = look(filter, after == null ? beginning(filter) : after, before);
    Map<UUID, TaskStatus> statuses =
        projected.statuses(looks.stream().filter(Look::admitted).map(Look::id).toList());
    List<Step> steps = new ArrayList<>();
    for (Look look : looks) {
      TaskStatus status = look.ended() ? look.status() : statuses.get(look.id());
      TaskStatus now = status == null ? look.status() : status;
      if (look.admitted() && (filter.statuses().isEmpty() || filter.statuses().contains(now))) {
        steps.add(new Step(new TaskId(look.id()), look.type(), look.user(), now, look.createdAt()));
        if (steps.size() == most) {
          return new Part(steps, look.position());
        }
      }
    }
    return new Part(steps, looks.size() < LOOK ? null : looks.getLast().position());
  }

  private List<Look> look(TaskFilter filter, Position after, @Nullable TaskId before) {
    FilterSql admits = FilterSql.of(filter);
    UserId user = filter.caller() instanceof Caller.User owner ? owner.user() : filter.user();
    List<Object> values = new ArrayList<>(admits.values());
    StringBuilder where = new StringBuilder();
    if (user == null) {
      where.append("task_id > ?");
      values.add(after.id());
    } else {
      where.append("user_id = ? and (created_at, task_id) > (?, ?)");
      values.add(user.value());
      values.add(Timestamp.from(after.createdAt()));
      values.add(after.id());
    }
    if (before != null) {
      where.append(" and task_id < ?");
      values.add(before.value());
    }
    if (!filter.statuses().isEmpty() && filter.statuses().stream().noneMatch(TaskStatus::isFinal)) {
      where.append(" and ended_at is null");
    }
    return database
        .sql(
            String.format(
                Locale.ROOT,
                """
                select task_id, type, user_id, created_at, ended_at is not null as ended,
                  coalesce(status, case when run_at is null then 'pending' else 'scheduled' end)
                    as status,
                  %s and (expires_at is null or expires_at > now()) as admitted
                from request where %s order by %s limit %d
                """,
                admits.where(),
                where,
                user == null ? "task_id" : "created_at, task_id",
                LOOK))
        .params(values)
        .query(Look::of)
        .list();
  }

  /// Ids rise with time.
  private static Position beginning(TaskFilter filter) {
    Instant from = filter.createdFrom();
    return from == null || from.isBefore(Instant.EPOCH.plus(ID_BLUR))
        ? new Position(Instant.EPOCH, new UUID(0, 0))
        : new Position(from, new UUID(from.minus(ID_BLUR).toEpochMilli() << 16, 0));
  }

  /// A task that was looked at.
  ///
  /// @param status its end where it has ended, and else where it stood when it was accepted
  /// @param admitted whether the filter admits it but for its status
  private record Look(
      UUID id,
      TaskType type,
      UserId user,
      Instant createdAt,
      boolean ended,
      TaskStatus status,
      boolean admitted) {

    static Look of(ResultSet row, int number) throws SQLException {
      return new Look(
          row.getObject("task_id", UUID.class),
          new TaskType(row.getString("type")),
          new UserId(row.getString("user_id")),
          row.getTimestamp("created_at").toInstant(),
          row.getBoolean("ended"),
          TaskStatus.parse(row.getString("status")),
          row.getBoolean("admitted"));
    }

    Position position() {
      return new Position(createdAt, id);
    }
  }
}
