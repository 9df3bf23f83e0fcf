package dev.millrace.api.quota;

import dev.millrace.events.task.UserId;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts what a user has submitted and the api does not know to have ended; no further than just
/// over the limit.
record ActiveCount(JdbcClient database, long limit) implements ToLongFunction<UserId> {

  private static final String COUNT =
      """
      select count(*) from (
        select from unfinished_request where user_id = ? limit ?) active
      """;

  @Override
  public long applyAsLong(UserId user) {
    return RequiredNumber.of(database, COUNT, user.value(), limit + 1);
  }
}
