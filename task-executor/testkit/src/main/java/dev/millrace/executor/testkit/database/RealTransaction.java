package dev.millrace.executor.testkit.database;

import dev.millrace.events.command.SubmitTask;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.store.rows.JdbcTaskTransaction;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A transaction of a real database that lets through what its work throws.
public final class RealTransaction {

  private RealTransaction() {}

  /// Commits what the work writes.
  ///
  /// @return the tasks that it submitted
  public static List<SubmitTask> of(DataSource database, TransactionalWork work) throws Exception {
    Submissions submissions = new Submissions();
    List<Exception> failure = new ArrayList<>();
    new TransactionTemplate(new JdbcTransactionManager(database))
        .executeWithoutResult(status -> {
          try {
            work.write(
                new JdbcTaskTransaction(
                    new JdbcTemplate(database), submissions.submitter(), Submissions.TESTER));
          } catch (Exception e) {
            status.setRollbackOnly();
            failure.add(e);
          }
        });
    if (!failure.isEmpty()) {
      throw failure.getFirst();
    }
    return submissions.all();
  }
}
