package dev.millrace.api.quota;

import dev.millrace.events.task.UserId;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Adds up the parameters and files of a user's tasks that are not forgotten yet.
record StoredBytes(JdbcClient database) implements ToLongFunction<UserId> {

  private static final String SUM =
      """
      select coalesce(sum(stored_bytes), 0)::bigint from request
      where user_id = ? and stored_bytes is not null
      """;

  @Override
  public long applyAsLong(UserId user) {
    return RequiredNumber.of(database, SUM, user.value());
  }
}
