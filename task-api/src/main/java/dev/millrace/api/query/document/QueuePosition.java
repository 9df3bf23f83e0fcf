package dev.millrace.api.query.document;

import dev.millrace.events.task.ExecutorGroup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a pending task stands in its queue: among the tasks of its user, since users share what may
/// run and a place among everybody's tasks would say little.
///
/// @param ahead pending tasks of its user, type and priority that were accepted before it; null
///   where that was not counted
/// @param running tasks of its user and type that run; null where that was not counted
/// @param load what runs of its type; null where that is not known
/// @param absence why none of its executors takes it in; null where one does, or that is not known
public record QueuePosition(
    @Nullable Integer ahead,
    @Nullable Long running,
    TypeLoads.@Nullable Load load,
    @Nullable String absence) {

  static final QueuePosition UNKNOWN = new QueuePosition(null, null, null, null);

  /// So many are counted; more are more.
  static final int COUNTED = 1_000;

  /// Living tasks of the user that are looked at for it. Those that run are among them.
  private static final int LOOK = 10_000;

  /// The columns `ahead` and `own_running`, of the projection's row `t`. Null where the task is not
  /// pending, and `ahead` where it cannot be told within the look.
  public static final String PLACE =
      String.format(
          Locale.ROOT,
          """
          case when t.status = 'pending' then (
            select case when pending > %1$d then %1$d + 1 when looked < %2$d then pending end
            from (select count(*)::int as looked,
                    (count(*) filter (where status = 'pending' and type = t.type
                       and priority = t.priority))::int as pending
                  from (select o.status, o.type, o.priority
                        from task_standing s join task o on o.task_id = s.task_id
                        where s.user_id = t.user_id and s.standing = 'living'
                          and (s.created_at, s.task_id) < (t.created_at, t.task_id)
                        order by s.created_at desc, s.task_id desc limit %2$d) older) counted)
            end as ahead,
          case when t.status = 'pending' then coalesce(
            (select c.tasks from task_count c
             where c.user_id = t.user_id and c.type = t.type and c.status = 'running'), 0)
            end as own_running
          """,
          COUNTED,
          LOOK);

  /// Of a task in a row.
  ///
  /// @param counted the same row where it has the columns of [#PLACE]
  static QueuePosition of(ResultSet row, @Nullable ResultSet counted, TypeConditions around)
      throws SQLException {
    String type = row.getString("type");
    String named = row.getString("executor_group");
    ExecutorGroup group = named == null ? ExecutorGroup.DEFAULT : new ExecutorGroup(named);
    return new QueuePosition(
        counted == null ? null : counted.getObject("ahead", Integer.class),
        counted == null ? null : counted.getObject("own_running", Long.class),
        around.loads().of(type, group),
        around.loads().absence(type, group));
  }

  /// Its place, from 1; null where it is not known or too far back.
  @Nullable Integer position() {
    return ahead == null || ahead > COUNTED ? null : ahead + 1;
  }

  String message() {
    String why = why();
    if (ahead == null) {
      return why;
    }
    return why
        + (ahead > COUNTED ? "; more than " + COUNTED : "; " + ahead)
        + " of the same user before it in the queue of its type and priority";
  }

  private String why() {
    if (absence != null) {
      return absence;
    }
    return load != null && load.isFull()
        ? load.running() + " of " + load.limit() + " running for this type" + ofTheUser()
        : "waits for a free executor";
  }

  private String ofTheUser() {
    return running == null ? "" : ", " + running + " of them of the same user";
  }
}
