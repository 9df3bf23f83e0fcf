package dev.millrace.executor.store.postgres;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.store.BegunTask;
import dev.millrace.executor.store.LeaseLapsed;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.store.rows.Columns;
import dev.millrace.executor.store.rows.ContinuedRows;
import dev.millrace.executor.store.rows.RunLines;
import dev.millrace.executor.store.rows.SortedItems;
import dev.millrace.executor.store.rows.TaskStarts;
import dev.millrace.outbox.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Claims: new tasks become rows with one statement; tasks that the run store holds are locked,
/// judged and started.
///
/// A poll that brings both is claimed in two transactions. If the process dies between them, the
/// second half is delivered again.
final class PostgresClaims {

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final ExecutorId self;
  private final RunLines lines;
  private final TaskStarts starts;
  private final ContinuedRows rows;

  PostgresClaims(
      JdbcClient database,
      PlatformTransactionManager transactions,
      ExecutorId self,
      RunLines lines) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
    this.self = self;
    this.lines = lines;
    this.starts = new TaskStarts(database, self, lines);
    this.rows = new ContinuedRows(database);
  }

  List<TaskClaim> claim(List<WorkItem> items) {
    SortedItems sorted = SortedItems.of(items);
    List<TaskClaim> claims = new ArrayList<>(claimNew(sorted.requested()));
    if (!sorted.continued().isEmpty()) {
      claims.addAll(
          Objects.requireNonNull(
              transaction.execute(_ -> {
                starts.requireLease();
                return starts.start(rows.lock(sorted.continued()));
              })));
    }
    return claims;
  }

  private List<TaskClaim> claimNew(List<WorkItem.Requested> items) {
    Instant now = lines.now();
    Set<TaskId> claimed =
        claimBegun(items.stream().map(item -> new BegunTask(item, now, null)).toList());
    return items.stream()
        .filter(item -> claimed.contains(item.taskId()))
        .map(item -> TaskClaim.first(item.task()))
        .toList();
  }

  Set<TaskId> claimBegun(List<BegunTask> tasks) {
    if (tasks.isEmpty()) {
      return Set.of();
    }
    record Claimed(boolean leased, Set<String> ids) {}
    List<BegunTask> sorted =
        tasks.stream().sorted(Comparator.comparing(task -> task.item().taskId())).toList();
    List<WorkItem.Requested> batch = sorted.stream().map(BegunTask::item).toList();
    // A part of the batch that ended keeps its place in the columns; without one they are empty,
    // and `unnest` fills them with nulls.
    List<BegunTask> ends =
        sorted.stream().anyMatch(task -> task.end() != null) ? sorted : List.of();
    Claimed claimed =
        database
            .sql(
                """
                with me as (select 1 from millrace_engine.executor where id = ? and lease_until > now()),
                item as (
                  select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
                      ?::text[], ?::text[], ?::text[], ?::uuid[], ?::bigint[], ?::text[], ?::int[],
                      ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[])
                    as i(task_id, type, priority, user_id, requested_at, traceparent, request, tail,
                      parent_id, retention_ms, state, reached, outcome, ended_at, retry_at, progress)),
                claimed as (
                  insert into millrace_engine.run (task_id, type, priority, user_id, state, attempt, epoch, seq, owner,
                      requested_at, traceparent, request, parent_id, retention_ms, outcome, ended_at,
                      retry_at, progress)
                  select i.task_id, i.type, i.priority, i.user_id, coalesce(i.state, 'running'), 1, 1,
                      i.reached, ?, i.requested_at, i.traceparent, i.request::json,
                      i.parent_id, i.retention_ms, i.outcome::json, i.ended_at, i.retry_at,
                      i.progress::json
                  from item i, me
                  on conflict (task_id) do nothing
                  returning task_id, 1 as seq)
                select array_agg(task_id::text) as ids, exists (select from me) as leased,
                """
                    + Outbox.EMIT_SEQ_AND_TAIL
                    + "::text from claimed join item using (task_id)")
            .param(self.value())
            .param(Columns.strings(batch, item -> item.taskId().toString()))
            .param(Columns.strings(batch, item -> item.task().request().type().value()))
            .param(Columns.strings(batch, item -> item.task().request().priority().wire()))
            .param(Columns.strings(batch, item -> item.task().request().userId().value()))
            .param(Columns.strings(batch, item -> item.task().requestedAt().toString()))
            .param(Columns.nullable(batch, item -> item.task().traceparent()))
            .param(Columns.strings(batch, WorkItem.Requested::data))
            .param(Columns.strings(sorted, lines::begun))
            .param(Columns.parents(batch))
            .param(Columns.retentions(batch))
            .param(ofEnds(ends, end -> lines.stateAfter(end).status().wire()))
            .param(sorted.stream().mapToInt(RunLines::sequence).toArray())
            .param(ofEnds(ends, end -> Json.of(lines.stateAfter(end)).text()))
            .param(ofEnds(ends, RunLines::endedAt))
            .param(ofEnds(ends, RunLines::retryAt))
            .param(ofEnds(ends, RunLines::lastProgress))
            .param(self.value())
            .query((row, _) ->
                new Claimed(row.getBoolean("leased"), Columns.strings(row.getArray("ids"))))
            .single();
    if (!claimed.leased()) {
      throw new LeaseLapsed(self.value());
    }
    return claimed.ids().stream().map(TaskId::parse).collect(Collectors.toSet());
  }

  private static @Nullable String[] ofEnds(
      List<BegunTask> tasks, Function<Outcome, @Nullable String> column) {
    return Columns.nullable(tasks, task -> task.end() == null ? null : column.apply(task.end()));
  }
}
