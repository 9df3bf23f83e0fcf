package dev.millrace.executor.store.rows;

import dev.millrace.executor.handler.TaskTransaction;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.submit.Submitter;
import java.time.Clock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// A transaction of what a handler writes, that counts only while its writer owns the task.
///
/// It is one of the application's own manager where that one binds the executor's data source to
/// its transactions, as those of JDBC and of JPA do: then everything that the application does in
/// it is part of it. One of another data source would leave the checkpoint outside, so the engine's
/// own takes its place.
public final class GuardedTransaction {

  private final DataSource source;
  private final Supplier<? extends @Nullable PlatformTransactionManager> applications;
  private final PlatformTransactionManager own;
  private final JdbcTemplate database;
  private final Submitter submitter;
  private volatile boolean foreign;

  /// @param applications the application's one or primary manager; null where it has none
  public GuardedTransaction(
      DataSource source,
      Supplier<? extends @Nullable PlatformTransactionManager> applications,
      Clock clock) {
    this.source = source;
    this.applications = applications;
    this.own = new JdbcTransactionManager(source);
    this.database = new JdbcTemplate(source);
    this.submitter = Submitter.in(JdbcClient.create(database), clock);
  }

  /// Writes, and in the end the guarded row.
  @FunctionalInterface
  public interface Writes {

    /// Writes.
    ///
    /// @return how many rows the epoch let through: one, or none when another executor owns the
    ///   task
    int write(TaskTransaction database) throws Exception;
  }

  /// A transaction that has begun, with its manager.
  private record Begun(PlatformTransactionManager manager, TransactionStatus status) {

    void commit() {
      manager.commit(status);
    }

    void rollback() {
      manager.rollback(status);
    }
  }

  /// Commits, or leaves nothing.
  ///
  /// @param claim the task that writes
  /// @throws IllegalStateException within another transaction: nothing would be committed when this
  ///   returns
  public RunStore.Verdict run(TaskClaim claim, Writes writes) throws Exception {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "a handler commits outside of any transaction: take @Transactional from what calls commit");
    }
    Begun transaction = begin();
    int guarded;
    try {
      guarded = writes.write(new JdbcTaskTransaction(database, submitter, origin(claim)));
    } catch (Throwable e) {
      transaction.rollback();
      throw e;
    }
    if (guarded == 0) {
      transaction.rollback();
      return RunStore.Verdict.REFUSED;
    }
    transaction.commit();
    return RunStore.Verdict.WRITTEN;
  }

  private static Submitter.Origin origin(TaskClaim claim) {
    return new Submitter.Origin(
        claim.request().userId(), claim.request().projectId(), claim.traceparent());
  }

  private Begun begin() {
    PlatformTransactionManager manager = foreign ? null : applications.get();
    if (manager != null) {
      Begun begun = begin(manager);
      if (TransactionSynchronizationManager.hasResource(source)) {
        return begun;
      }
      begun.rollback();
      foreign = true;
    }
    return begin(own);
  }

  private static Begun begin(PlatformTransactionManager manager) {
    return new Begun(manager, manager.getTransaction(new DefaultTransactionDefinition()));
  }
}
