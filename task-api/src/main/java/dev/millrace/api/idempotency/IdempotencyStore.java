package dev.millrace.api.idempotency;

import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Looks up what was answered under a key, and forgets what is past its time.
final class IdempotencyStore {

  private static final int BATCH = 1_000;

  private static final String FIND =
      """
      select encode(fingerprint, 'hex') as fingerprint, status, location, answer
      from idempotency_key
      where user_id = ? and call = ? and key = ? and expires_at > now()
      """;

  private static final String DELETE =
      String.format(
          Locale.ROOT,
          """
          delete from idempotency_key k
          using (select user_id, call, key from idempotency_key where expires_at <= now()
                 order by expires_at limit %d for update skip locked) gone
          where k.user_id = gone.user_id and k.call = gone.call and k.key = gone.key
            and k.expires_at <= now()
          """,
          BATCH);

  private final JdbcClient database;

  IdempotencyStore(JdbcClient database) {
    this.database = database;
  }

  Optional<Remembered> find(KeyedCall call) {
    return database
        .sql(FIND)
        .params(call.user().value(), call.path(), call.key().value())
        .query((row, _) ->
            new Remembered(
                row.getString("fingerprint"),
                new Response(
                    row.getInt("status"), row.getString("location"), row.getString("answer"))))
        .optional();
  }

  /// Deletes the expired ones in small transactions.
  void deleteExpired() {
    int deleted;
    do {
      deleted = database.sql(DELETE).update();
    } while (deleted == BATCH);
  }

  /// @param fingerprint of the request that was answered so
  record Remembered(String fingerprint, Response answer) {}
}
