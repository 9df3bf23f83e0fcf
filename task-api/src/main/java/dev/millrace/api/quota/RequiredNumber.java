package dev.millrace.api.quota;

import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemType;
import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Asks the database for a number, without which nothing is admitted.
final class RequiredNumber {

  private RequiredNumber() {}

  /// @throws dev.millrace.http.problem.ProblemException when the database is away
  static long of(JdbcClient database, String sql, Object... parameters) {
    try {
      return database.sql(sql).params(parameters).query(Long.class).single();
    } catch (DataAccessException e) {
      var problem =
          Problem.of(ProblemType.UNAVAILABLE, "The database cannot be asked now")
              .retryAfter(Duration.ofSeconds(1))
              .asException();
      problem.addSuppressed(e);
      throw problem;
    }
  }
}
