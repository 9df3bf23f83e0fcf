package dev.millrace.executor.fleet;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.journal.PostgresRunJournal;
import dev.millrace.executor.journal.TaskClaim;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A fleet limit in PostgreSQL.
///
/// Reservations and claims of one type come one after the other, by an advisory lock that ends with
/// the transaction. What runs is counted from `run`, where a task stays counted while it goes from
/// a dead executor to another one, and no longer when it waits for a retry, is paused or has ended.
/// A crash before a commit leaves nothing; one after a reservation leaves a row that counts for ten
/// seconds; one after a claim leaves a running task, which its takeover does not count twice.
public final class PostgresFleetLimit implements FleetLimit {

  private static final Duration RESERVED_FOR = Duration.ofSeconds(10);

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final ExecutorId self;
  private final TaskType type;
  private final int limit;

  /// @param transactions of the journal's database, so that a claim joins the transaction here
  /// @param limit tasks of the type that may run at once, at least 1
  public PostgresFleetLimit(
      JdbcClient database,
      PlatformTransactionManager transactions,
      ExecutorId self,
      TaskType type,
      int limit) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
    this.self = self;
    this.type = type;
    this.limit = limit;
  }

  @Override
  public boolean reserve(String lane, int count) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          lockType();
          if (taken(lane) + count > limit) {
            return false;
          }
          write(lane, count);
          return true;
        }));
  }

  @Override
  public void giveBack(String lane) {
    database
        .sql("delete from fleet_reservation where type = ? and owner = ? and lane = ?")
        .param(type.value())
        .param(self.value())
        .param(lane)
        .update();
  }

  @Override
  public List<TaskClaim> claim(String lane, int count, Supplier<List<TaskClaim>> claim) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          lockType();
          if (taken(lane) + count > limit) {
            throw new FleetFull(type.value(), limit);
          }
          giveBack(lane);
          return claim.get();
        }));
  }

  /// A statement of its own: the one that counts must see what the last holder of the lock did.
  private void lockType() {
    database
        .sql("select pg_advisory_xact_lock(hashtextextended('fleet:' || ?, 0))::text")
        .param(type.value())
        .query((_, _) -> true)
        .single();
  }

  /// What runs, and what is reserved by others than this lane here.
  private int taken(String lane) {
    return database
        .sql(
            """
            select (select count(*) from run where type = ? and state in
            """
                + PostgresRunJournal.HELD
                + """
                ) + (select coalesce(sum(tasks), 0) from fleet_reservation
                     where type = ? and until > clock_timestamp()
                       and not (owner = ? and lane = ?))
                """)
        .param(type.value())
        .param(type.value())
        .param(self.value())
        .param(lane)
        .query(Integer.class)
        .single();
  }

  private void write(String lane, int count) {
    database
        .sql(
            """
            insert into fleet_reservation as r (type, owner, lane, tasks, until)
            values (?, ?, ?, ?, clock_timestamp() + ? * interval '1 millisecond')
            on conflict (type, owner, lane)
              do update set tasks = excluded.tasks, until = excluded.until
            """)
        .param(type.value())
        .param(self.value())
        .param(lane)
        .param(count)
        .param(RESERVED_FOR.toMillis())
        .update();
  }
}
