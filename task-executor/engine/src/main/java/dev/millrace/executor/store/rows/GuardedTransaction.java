package dev.millrace.executor.store.rows;

import dev.millrace.executor.store.RunStore;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/// A transaction that counts only while its writer owns the task.
public final class GuardedTransaction {

  private final PlatformTransactionManager transactions;

  public GuardedTransaction(PlatformTransactionManager transactions) {
    this.transactions = transactions;
  }

  /// Writes, and in the end the guarded row.
  @FunctionalInterface
  public interface Writes {

    /// Writes.
    ///
    /// @return how many rows the epoch let through: one, or none when another executor owns the
    ///   task
    int write() throws Exception;
  }

  /// Commits, or leaves nothing.
  public RunStore.Verdict run(Writes writes) throws Exception {
    var transaction = transactions.getTransaction(new DefaultTransactionDefinition());
    int guarded;
    try {
      guarded = writes.write();
    } catch (Throwable e) {
      transactions.rollback(transaction);
      throw e;
    }
    if (guarded == 0) {
      transactions.rollback(transaction);
      return RunStore.Verdict.REFUSED;
    }
    transactions.commit(transaction);
    return RunStore.Verdict.WRITTEN;
  }
}
