package dev.millrace.executor.testkit.database;

import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.store.rows.JdbcTaskTransaction;
import dev.millrace.executor.submit.Submitter;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A transaction of a real database that lets through what its work throws.
public final class RealTransaction {

  private RealTransaction() {}

  public static void of(
      DataSource database, Submitter submitter, Submitter.Origin origin, TransactionalWork work)
      throws Exception {
    List<Exception> failure = new ArrayList<>();
    new TransactionTemplate(new JdbcTransactionManager(database))
        .executeWithoutResult(status -> {
          try {
            work.write(new JdbcTaskTransaction(new JdbcTemplate(database), submitter, origin));
          } catch (Exception e) {
            status.setRollbackOnly();
            failure.add(e);
          }
        });
    if (!failure.isEmpty()) {
      throw failure.getFirst();
    }
  }
}
