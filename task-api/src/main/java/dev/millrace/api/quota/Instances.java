package dev.millrace.api.quota;

import java.time.Duration;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How many instances of the service share the database: each says every few seconds that it lives.
///
/// One that starts is known to the others within [#BEAT]; one that died is counted until [#ALIVE]
/// is over. While the database is away, the last number stands.
final class Instances implements IntSupplier, AutoCloseable {

  static final Duration BEAT = Duration.ofSeconds(3);
  static final Duration ALIVE = Duration.ofSeconds(12);

  private static final String SAY =
      """
      with said as (
        insert into instance (id, seen_at) values (?, now())
        on conflict (id) do update set seen_at = excluded.seen_at),
      gone as (
        delete from instance where seen_at < now() - ? * interval '1 millisecond' and id <> ?)
      select count(*) + 1 from instance
      where id <> ? and seen_at >= now() - ? * interval '1 millisecond'
      """;

  private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

  private final UUID id = UUID.randomUUID();
  private final JdbcClient database;
  private volatile int alive = 1;

  Instances(JdbcClient database) {
    this.database = database;
  }

  /// Says that this one lives, and looks who else does.
  void beat() {
    long patience = ALIVE.toMillis();
    alive = database.sql(SAY).params(id, patience, id, id, patience).query(Integer.class).single();
  }

  @Override
  public int getAsInt() {
    return alive;
  }

  /// The others have its part at once. What a crash leaves is gone after a while.
  @Override
  public void close() {
    try {
      database.sql("delete from instance where id = ?").param(id).update();
    } catch (DataAccessException e) {
      LOG.debug("{} is counted for a while yet", id, e);
    }
  }
}
