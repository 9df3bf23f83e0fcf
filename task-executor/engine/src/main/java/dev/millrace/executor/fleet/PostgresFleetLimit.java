package dev.millrace.executor.fleet;

import dev.millrace.events.task.TaskType;
import dev.millrace.executor.store.postgres.PostgresRunStore;
import java.util.Objects;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A fleet limit in PostgreSQL.
///
/// Starts of one type come one after the other, by an advisory lock that ends with the transaction.
/// What runs is counted from `run`, where a task stays counted while it goes from a dead executor
/// to another one, and no longer when it waits for a retry, is paused or has ended. A crash before
/// the commit leaves nothing; one after it leaves running tasks, which their takeover does not
/// count twice.
public final class PostgresFleetLimit implements FleetLimit {

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final TaskType type;
  private final int limit;

  /// @param transactions of the engine's database, so that a start joins the transaction here
  /// @param limit tasks of the type that may run at once, at least 1
  public PostgresFleetLimit(
      JdbcClient database, PlatformTransactionManager transactions, TaskType type, int limit) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
    this.type = type;
    this.limit = limit;
  }

  @Override
  public <T> T within(int wanted, IntFunction<T> start) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          lockType();
          return start.apply(Math.clamp(limit - running(), 0, wanted));
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

  private int running() {
    return database
        .sql(
            "select count(*) from millrace_engine.run where type = ? and state in "
                + PostgresRunStore.HELD)
        .param(type.value())
        .query(Integer.class)
        .single();
  }
}
