package dev.millrace.executor.handler;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The executor's database within one transaction: a client that writes in it, for as long as the
/// work runs that it was given to.
public interface TaskTransaction extends JdbcClient {

  /// Executes a statement once for each row of parameters. All rows go to the database together,
  /// with one wait for its answer.
  ///
  /// @param sql with a question mark for each parameter
  /// @param rows the parameters of each execution
  /// @return how many rows of the table each execution changed
  int[] batch(String sql, List<Object[]> rows);
}
