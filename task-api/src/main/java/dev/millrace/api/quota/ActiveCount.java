package dev.millrace.api.quota;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts what a user has submitted and the api does not know to have ended; no further than just
/// over the limit.
record ActiveCount(JdbcClient database, long limit) implements ToLongFunction<UserId> {

  private static final String COUNT =
      """
      select count(*) from (
        select from request where user_id = ? and ended_at is null limit ?) active
      """;

  @Override
  public long applyAsLong(UserId user) {
    try {
      return database.sql(COUNT).params(user.value(), limit + 1).query(Long.class).single();
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
