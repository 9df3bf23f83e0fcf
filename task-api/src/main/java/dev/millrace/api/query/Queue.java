package dev.millrace.api.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// How a pending task stands in its queue.
///
/// @param ahead pending tasks of its type and priority that were accepted before it; null where
///   that was not counted
/// @param load what runs of its type; null where that is not known
record Queue(@Nullable Integer ahead, TypeLoads.@Nullable Load load) {

  static final Queue UNKNOWN = new Queue(null, null);

  /// So many are counted; more are more.
  static final int COUNTED = 1_000;

  /// Living tasks that are looked at for it. Those that run are among them.
  private static final int LOOK = 10_000;

  /// The column `ahead`, of the projection's row `t`. Null where it cannot be told within the look.
  static final String AHEAD =
      """
      case when t.status = 'pending' then (
        select case when pending > %1$d then %1$d + 1 when looked < %2$d then pending end
        from (select count(*)::int as looked,
                (count(*) filter (where status = 'pending'))::int as pending
              from (select o.status from task o
                    where o.type = t.type and o.priority = t.priority and o.completed_at is null
                      and (o.created_at, o.task_id) < (t.created_at, t.task_id)
                    order by o.created_at, o.task_id limit %2$d) older) counted) end as ahead
      """
          .formatted(COUNTED, LOOK);

  /// The column `ahead` where nothing is known.
  static final String UNCOUNTED = "null::int as ahead";

  static Queue of(ResultSet row, TypeLoads loads) throws SQLException {
    return new Queue(row.getObject("ahead", Integer.class), loads.of(row.getString("type")));
  }

  /// Its place, from 1; null where it is not known or too far back.
  @Nullable Integer position() {
    return ahead == null || ahead > COUNTED ? null : ahead + 1;
  }

  String message() {
    String why =
        load != null && load.isFull()
            ? load.running() + " of " + load.limit() + " running for this type"
            : "waits for a free executor";
    if (ahead == null) {
      return why;
    }
    return why
        + (ahead > COUNTED ? "; more than " + COUNTED : "; " + ahead)
        + " before it in the queue of its type and priority";
  }
}
