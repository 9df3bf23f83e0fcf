package dev.millrace.executor.room;

import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.store.postgres.PostgresRunStore;
import dev.millrace.executor.store.rows.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Looks at who waits. One look costs an index walk from user to user, at most [#USERS] of them, a
/// count of their waiting tasks up to what may start, and a count of what runs; how many tasks wait
/// does not matter. With more users than that, the next look begins where the last one ended.
final class Waiters {

  private static final int USERS = 100;

  private final JdbcClient database;
  private final Map<TaskType, String> after = new ConcurrentHashMap<>();

  Waiters(JdbcClient database) {
    this.database = database;
  }

  /// What was seen.
  ///
  /// @param whole whether these are all users that wait
  record Look(List<Waiter> waiters, boolean whole) {

    /// Whether others may wait beside `started` tasks, where at most `permits` were counted each.
    boolean mayHaveMoreThan(int started, int permits) {
      return !whole
          || started == permits
          || started
              < waiters.stream()
                  .flatMap(waiter -> waiter.waiting().values().stream())
                  .mapToInt(Integer::intValue)
                  .sum();
    }
  }

  Look look(TaskType type, int permits) {
    String from = after.getOrDefault(type, "");
    List<Waiter> waiters = look(type, permits, from);
    if (waiters.size() == USERS) {
      after.put(type, waiters.getLast().user().value());
    } else {
      after.remove(type);
    }
    return new Look(waiters, from.isEmpty() && waiters.size() < USERS);
  }

  private List<Waiter> look(TaskType type, int permits, String from) {
    return database
        .sql(
            String.format(
                Locale.ROOT,
                """
                with recursive waiter (user_id, place) as (
                  (select user_id, 1 from millrace_engine.run where type = :type and %1$s and user_id > :from
                   order by user_id limit 1)
                  union all
                  select next.user_id, w.place + 1
                  from waiter w cross join lateral (
                    select user_id from millrace_engine.run where type = :type and %1$s and user_id > w.user_id
                    order by user_id limit 1) next
                  where w.place < :users)
                select w.user_id, coalesce(running.tasks, 0) as running, %2$s as high, %3$s as normal,
                  %4$s as low
                from waiter w left join (
                  select user_id, count(*)::int as tasks from millrace_engine.run where type = :type and state in %5$s
                  group by user_id) running on running.user_id = w.user_id
                order by w.place
                """,
                PostgresWaitingRoom.WAITS,
                count(Priority.HIGH),
                count(Priority.NORMAL),
                count(Priority.LOW),
                PostgresRunStore.HELD))
        .param("type", type.value())
        .param("from", from)
        .param("users", USERS)
        .param("permits", permits)
        .query((row, _) -> waiter(row))
        .list();
  }

  private static String count(Priority priority) {
    return String.format(
        Locale.ROOT,
        """
        (select count(*)::int from (
           select from millrace_engine.run where type = :type and user_id = w.user_id and priority = '%s' and %s
           limit :permits) oldest)
        """,
        priority.wire(),
        PostgresWaitingRoom.WAITS);
  }

  private static Waiter waiter(ResultSet row) throws SQLException {
    return new Waiter(
        new UserId(Rows.text(row, "user_id")),
        row.getInt("running"),
        Map.of(
            Priority.HIGH, row.getInt("high"),
            Priority.NORMAL, row.getInt("normal"),
            Priority.LOW, row.getInt("low")));
  }
}
