package dev.millrace.executor.room;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.store.rows.Columns;
import dev.millrace.executor.store.rows.Rows;
import dev.millrace.executor.store.rows.RunLines;
import dev.millrace.executor.store.rows.TaskStarts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The waiting room in PostgreSQL: rows of `run`.
///
/// Starts of one type come one after the other, by an advisory lock that ends with the transaction,
/// so each of them counts what the one before has started. A crash before the commit leaves the
/// tasks waiting; a crash after it leaves running tasks, which are taken over.
public final class PostgresWaitingRoom implements WaitingRoom {

  /// What makes a row wait: the predicate of its indexes, to the letter.
  static final String WAITS = "state in ('retry', 'pending') and waiting_attempt is not null";

  private static final String CLAIM =
      """
      task_id, waiting_attempt, attempts_before, epoch, checkpoint, saga, requested_at,
        traceparent, request
      """;

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final TaskStarts starts;
  private final Arrivals arrivals;
  private final Waiters waiters;

  /// @param transactions of the engine's database, so that a start joins a fleet limit's
  public PostgresWaitingRoom(
      JdbcClient database, PlatformTransactionManager transactions, ExecutorId self, Clock clock) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
    this.starts = new TaskStarts(database, self, new RunLines(self, clock));
    this.arrivals = new Arrivals(database, transaction);
    this.waiters = new Waiters(database);
  }

  @Override
  public int park(List<WorkItem> items) {
    return arrivals.park(items);
  }

  @Override
  public Started start(TaskType type, Room room, Choice choice) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          starts.requireLease();
          lockType(type);
          Waiters.Look look = waiters.look(type, room.permits());
          List<TaskClaim> claims =
              claims(fitting(lock(type, choice.of(room.permits(), look.waiters())), room.size()));
          starts.start(claims);
          return new Started(claims, look.mayHaveMoreThan(claims.size(), room.permits()));
        }));
  }

  /// A statement of its own: the one that counts must see what the last holder of the lock did.
  private void lockType(TaskType type) {
    database
        .sql("select pg_advisory_xact_lock(hashtextextended('room:' || ?, 0))::text")
        .param(type.value())
        .query((_, _) -> true)
        .single();
  }

  private record Candidate(TaskId taskId, long size) {}

  /// Locks the oldest tasks of each turn. What a command has in hand is passed over.
  private List<Candidate> lock(TaskType type, List<Turn> turns) {
    if (turns.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            String.format(
                Locale.ROOT,
                """
                select w.task_id, w.waiting_size
                from unnest(?::text[], ?::text[], ?::int[]) as t(user_id, priority, tasks)
                cross join lateral (
                  select task_id, waiting_size from millrace_engine.run
                  where type = ? and user_id = t.user_id and priority = t.priority and %s
                  order by requested_at limit t.tasks for update skip locked) w
                """,
                WAITS))
        .param(Columns.strings(turns, turn -> turn.user().value()))
        .param(Columns.strings(turns, turn -> turn.priority().wire()))
        .param(turns.stream().mapToInt(Turn::tasks).toArray())
        .param(type.value())
        .query((row, _) ->
            new Candidate(TaskId.parse(Rows.text(row, "task_id")), row.getLong("waiting_size")))
        .list();
  }

  /// As many as fit into the memory; the first one in any case.
  private static List<TaskId> fitting(List<Candidate> candidates, long size) {
    List<TaskId> fitting = new ArrayList<>();
    long left = size;
    for (Candidate candidate : candidates) {
      left -= candidate.size();
      if (left < 0 && !fitting.isEmpty()) {
        break;
      }
      fitting.add(candidate.taskId());
    }
    return fitting;
  }

  private List<TaskClaim> claims(List<TaskId> tasks) {
    if (tasks.isEmpty()) {
      return List.of();
    }
    return database
        .sql(
            "select "
                + CLAIM
                + " from millrace_engine.run where task_id = any(?::uuid[]) order by task_id")
        .param(Columns.strings(tasks, TaskId::toString))
        .query((row, _) -> Rows.claim(row, row.getInt("waiting_attempt")))
        .list();
  }

  @Override
  public List<TaskClaim> startLate(TaskType type, int limit) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          starts.requireLease();
          return starts.start(
              database
                  .sql(
                      "select "
                          + CLAIM
                          + " from millrace_engine.run where type = ? and waiting_deadline < now() and "
                          + WAITS
                          + " order by waiting_deadline limit ? for update skip locked")
                  .param(type.value())
                  .param(limit)
                  .query((row, _) -> Rows.claim(row, row.getInt("waiting_attempt")))
                  .list());
        }));
  }

  @Override
  public Set<TaskType> occupied(Collection<TaskType> types) {
    return new HashSet<>(
        database
            .sql(
                String.format(
                    Locale.ROOT,
                    """
                    select t.type from unnest(?::text[]) as t(type)
                    where exists (select from millrace_engine.run r where r.type = t.type and %s)
                    """,
                    WAITS))
            .param(Columns.strings(List.copyOf(types), TaskType::value))
            .query((row, _) -> new TaskType(Rows.text(row, "type")))
            .list());
  }

  @Override
  public Map<TaskType, Crowd> crowds() {
    record OfType(TaskType type, Crowd crowd) {}
    return database
        .sql(
            "select type, count(*)::int as tasks, min(requested_at) as oldest from millrace_engine.run where "
                + WAITS
                + " group by type")
        .query((row, _) ->
            new OfType(
                new TaskType(Rows.text(row, "type")),
                new Crowd(row.getInt("tasks"), row.getTimestamp("oldest").toInstant())))
        .list()
        .stream()
        .collect(Collectors.toMap(OfType::type, OfType::crowd));
  }
}
