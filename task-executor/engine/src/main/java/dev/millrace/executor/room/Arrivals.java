package dev.millrace.executor.room;

import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.store.rows.Columns;
import dev.millrace.executor.store.rows.ContinuedRows;
import dev.millrace.executor.store.rows.SortedItems;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Brings tasks into the waiting room, and says nothing: a new task stays `pending` at its
/// request's sequence, as if it stood in its work topic. One that was scheduled again is due when
/// it comes here, and pending from then on.
final class Arrivals {

  /// Requests of tasks that go on are read for their size: so many at once, to spare the memory.
  private static final int CONTINUED_AT_ONCE = 20;

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final ContinuedRows rows;

  Arrivals(JdbcClient database, TransactionTemplate transaction) {
    this.database = database;
    this.transaction = transaction;
    this.rows = new ContinuedRows(database);
  }

  int park(List<WorkItem> items) {
    SortedItems sorted = SortedItems.of(items);
    List<WorkItem.Continued> continued = sorted.continued();
    int parked = parkNew(sorted.requested());
    for (int from = 0; from < continued.size(); from += CONTINUED_AT_ONCE) {
      List<WorkItem.Continued> part =
          continued.subList(from, Math.min(from + CONTINUED_AT_ONCE, continued.size()));
      parked += Objects.requireNonNull(transaction.execute(_ -> parkContinued(rows.lock(part))));
    }
    return parked;
  }

  private int parkNew(List<WorkItem.Requested> batch) {
    if (batch.isEmpty()) {
      return 0;
    }
    return database
        .sql(
            """
            insert into millrace_engine.run (task_id, type, priority, user_id, state, attempt, epoch, seq, owner,
                requested_at, started_at, traceparent, request, parent_id, retention_ms,
                waiting_attempt, waiting_size, waiting_deadline)
            select i.task_id, i.type, i.priority, i.user_id, 'pending', 0, 0, 0, '',
                i.requested_at, null, i.traceparent, i.request::json, i.parent_id, i.retention_ms,
                1, i.size, i.deadline
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
                ?::text[], ?::uuid[], ?::bigint[], ?::int[], ?::timestamptz[])
              as i(task_id, type, priority, user_id, requested_at, traceparent, request, parent_id,
                retention_ms, size, deadline)
            on conflict (task_id) do nothing
            """)
        .param(Columns.strings(batch, item -> item.taskId().toString()))
        .param(Columns.strings(batch, item -> item.task().request().type().value()))
        .param(Columns.strings(batch, item -> item.task().request().priority().wire()))
        .param(Columns.strings(batch, item -> item.task().request().userId().value()))
        .param(Columns.strings(batch, item -> item.task().requestedAt().toString()))
        .param(Columns.nullable(batch, item -> item.task().traceparent()))
        .param(Columns.strings(batch, WorkItem.Requested::data))
        .param(Columns.parents(batch))
        .param(Columns.retentions(batch))
        .param(batch.stream().mapToInt(item -> item.task().size()).toArray())
        .param(Columns.nullable(batch, item -> deadline(item.task())))
        .update();
  }

  private int parkContinued(List<TaskClaim> claims) {
    if (claims.isEmpty()) {
      return 0;
    }
    return database
        .sql(
            """
            update millrace_engine.run r set waiting_attempt = c.attempt, waiting_size = c.size,
                waiting_deadline = c.deadline,
                state = case r.state when 'scheduled' then 'pending' else r.state end,
                outcome = case when r.state <> 'scheduled' then r.outcome end
            from unnest(?::uuid[], ?::int[], ?::int[], ?::timestamptz[])
              as c(task_id, attempt, size, deadline)
            where r.task_id = c.task_id
            """)
        .param(Columns.strings(claims, claim -> claim.taskId().toString()))
        .param(claims.stream().mapToInt(TaskClaim::attempt).toArray())
        .param(claims.stream().mapToInt(claim -> claim.task().size()).toArray())
        .param(Columns.nullable(claims, claim -> deadline(claim.task())))
        .update();
  }

  private static @Nullable String deadline(AcceptedTask task) {
    Instant deadline = task.request().deadline();
    return deadline == null ? null : deadline.toString();
  }
}
