package dev.millrace.executor.store.postgres;

import static dev.millrace.executor.store.postgres.PostgresRunStore.HELD;

import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.store.Renewal;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.rows.Columns;
import dev.millrace.executor.store.rows.Rows;
import dev.millrace.executor.store.rows.RunLines;
import dev.millrace.executor.store.rows.Unowned;
import dev.millrace.outbox.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The leases of executors, and what becomes of the tasks of those whose lease ran out.
///
/// A taker locks the row of the executor that it takes from. So the old owner's next renewal waits
/// for the takeover and then sees that its lease had lapsed, which makes it ask what it still owns.
final class PostgresLeases {

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final ExecutorId self;
  private final Duration lease;
  private final RunLines lines;
  private final TakeoverEnds ends;

  PostgresLeases(
      JdbcClient database,
      PlatformTransactionManager transactions,
      ExecutorId self,
      Duration lease,
      RunLines lines) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
    this.self = self;
    this.lease = lease;
    this.lines = lines;
    this.ends = new TakeoverEnds(database, lines);
  }

  Renewal renew() {
    // The clock is read after the row is locked: a takeover that was faster counts as a lapse.
    boolean held =
        database
            .sql(
                """
                insert into millrace_engine.executor as e (id, lease_until)
                values (?, now() + ? * interval '1 millisecond')
                on conflict (id) do update set lease_until = excluded.lease_until
                  where not e.released
                returning old.lease_until is not null
                  and old.lease_until >= clock_timestamp() as held
                """)
            .param(self.value())
            .param(lease.toMillis())
            .query(Boolean.class)
            .optional()
            .orElse(false);
    return new Renewal(held ? Optional.empty() : Optional.of(held()), requests());
  }

  Map<TaskId, Integer> held() {
    record Held(TaskId taskId, int epoch) {}
    return database
        .sql("select task_id, epoch from millrace_engine.run where owner = ? and state in " + HELD)
        .param(self.value())
        .query((row, _) -> new Held(taskId(row), row.getInt("epoch")))
        .list()
        .stream()
        .collect(Collectors.toMap(Held::taskId, Held::epoch, (_, newer) -> newer, HashMap::new));
  }

  private List<Renewal.StopRequest> requests() {
    return database
        .sql(
            """
            select task_id, epoch, cancel_requested, pause_requested from millrace_engine.run
            where owner = ? and (cancel_requested is not null or pause_requested is not null)
              and state in
            """
                + HELD)
        .param(self.value())
        .query((row, _) -> request(row))
        .list();
  }

  private static Renewal.StopRequest request(ResultSet row) throws SQLException {
    TaskId taskId = taskId(row);
    int epoch = row.getInt("epoch");
    String cancel = row.getString("cancel_requested");
    return cancel != null
        ? new Renewal.StopRequest.Cancel(taskId, epoch, new Json(cancel).as(Actor.class))
        : new Renewal.StopRequest.Pause(
            taskId, epoch, new Json(Rows.text(row, "pause_requested")).as(Actor.class));
  }

  /// `offset 0` has PostgreSQL look by each of the few dead owners, and not through all that runs.
  Set<TaskType> orphaned() {
    return database
        .sql(
            String.format(
                Locale.ROOT,
                """
                select distinct r.type from millrace_engine.executor e cross join lateral (
                  select type from millrace_engine.run where owner = e.id and state in %s offset 0) r
                where e.lease_until < now() and e.id <> ?
                """,
                HELD))
        .param(self.value())
        .query((row, _) -> new TaskType(Rows.text(row, "type")))
        .set();
  }

  List<TaskClaim> takeOver(TaskType type, int limit, int maxTakeovers) {
    List<TaskClaim> taken =
        transaction.execute(_ -> {
          List<Orphan> orphans = orphans(type, limit);
          ends.end(orphans.stream().flatMap(orphan -> orphan.end(maxTakeovers).stream()).toList());
          return take(
              orphans.stream().filter(orphan -> orphan.end(maxTakeovers).isEmpty()).toList(),
              maxTakeovers);
        });
    return Objects.requireNonNull(taken);
  }

  private List<Orphan> orphans(TaskType type, int limit) {
    record Gone(String id, boolean released) {}
    Map<String, Boolean> gone =
        database
            .sql(
                """
                select e.id, e.released from millrace_engine.executor e
                where e.lease_until < now() and e.id <> ?
                  and exists (select from millrace_engine.executor m where m.id = ? and m.lease_until > now())
                  and exists (select from millrace_engine.run r where r.owner = e.id and r.type = ? and r.state in
                """
                    + HELD
                    + ") order by e.id for update of e skip locked")
            .param(self.value())
            .param(self.value())
            .param(type.value())
            .query((row, _) -> new Gone(Rows.text(row, "id"), row.getBoolean("released")))
            .list()
            .stream()
            .collect(Collectors.toMap(Gone::id, Gone::released));
    if (gone.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            """
            select task_id, request, attempt, attempts_before, epoch, takeovers, owner, handed_on_by, checkpoint,
              saga, requested_at, traceparent, state, cancel_requested
            from millrace_engine.run where owner = any(?) and type = ? and state in
            """
                + HELD
                + " limit ? for update skip locked")
        .param(gone.keySet().toArray(String[]::new))
        .param(type.value())
        .param(limit)
        .query((row, _) -> orphan(row, Boolean.TRUE.equals(gone.get(Rows.text(row, "owner")))))
        .list();
  }

  private List<TaskClaim> take(List<Orphan> orphans, int maxTakeovers) {
    if (orphans.isEmpty()) {
      return List.of();
    }
    database
        .sql(
            """
            with taken as (
              update millrace_engine.run r set owner = ?, epoch = o.epoch, takeovers = o.takeovers, seq = r.seq + 1,
                handed_on_by = null
              from unnest(?::uuid[], ?::int[], ?::int[], ?::text[])
                as o(task_id, epoch, takeovers, tail)
              where r.task_id = o.task_id
              returning r.seq, o.tail)
            select
            """
                + Outbox.EMIT_SEQ_AND_TAIL
                + "::text from taken")
        .param(self.value())
        .param(Columns.strings(orphans, orphan -> orphan.claim().taskId().toString()))
        .param(Columns.epochs(orphans, Orphan::claim))
        .param(orphans.stream().mapToInt(Orphan::takeovers).toArray())
        .param(Columns.strings(orphans, this::takenOver))
        .query((_, _) -> true)
        .list();
    return orphans.stream().map(orphan -> orphan.next(maxTakeovers)).toList();
  }

  private String takenOver(Orphan orphan) {
    TaskClaim claim = orphan.claim();
    return lines.tail(
        claim,
        new TaskTakenOver(claim.attempt(), claim.epoch(), self, orphan.from(), orphan.takeovers()));
  }

  void handOver(Map<TaskId, Integer> epochs) {
    List<Map.Entry<TaskId, Integer>> tasks = List.copyOf(new TreeMap<>(epochs).entrySet());
    transaction.executeWithoutResult(_ -> {
      Unowned.ensure(database);
      database
          .sql(
              """
              update millrace_engine.run r set owner = ?, handed_on_by = r.owner
              from unnest(?::uuid[], ?::int[]) as h(task_id, epoch)
              where r.task_id = h.task_id and r.epoch = h.epoch and r.owner = ? and r.state in
              """
                  + HELD)
          .param(Unowned.ID.value())
          .param(Columns.strings(tasks, task -> task.getKey().toString()))
          .param(tasks.stream().mapToInt(Map.Entry::getValue).toArray())
          .param(self.value())
          .update();
    });
  }

  void release() {
    database
        .sql(
            "update millrace_engine.executor set lease_until = now(), released = true where id = ?")
        .param(self.value())
        .update();
  }

  private static Orphan orphan(ResultSet row, boolean released) throws SQLException {
    TaskClaim claim = Rows.claim(row, row.getInt("attempt"));
    int takeovers = row.getInt("takeovers");
    String cancel =
        Rows.text(row, "state").equals("cancelling") ? row.getString("cancel_requested") : null;
    String left = row.getString("handed_on_by");
    return new Orphan(
        claim,
        new ExecutorId(left == null ? Rows.text(row, "owner") : left),
        released ? takeovers : takeovers + 1,
        cancel == null ? null : new Json(cancel).as(Actor.class));
  }

  private static TaskId taskId(ResultSet row) throws SQLException {
    return TaskId.parse(Rows.text(row, "task_id"));
  }
}
