package dev.millrace.api.query;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The key that cursors are sealed with: made once, kept in the database of the api, so that a
/// cursor is good at every process and after a restart.
///
/// Two processes that start at once both offer a key; the first one stored is the one both read.
final class CursorKey {

  private static final String NAME = "cursor";
  private static final int BYTES = 32;

  private final JdbcClient database;
  private volatile @Nullable CursorSeal seal;

  CursorKey(JdbcClient database) {
    this.database = database;
  }

  /// The seal; read at its first use, because the database may be away when the process starts.
  CursorSeal seal() {
    CursorSeal known = seal;
    if (known == null) {
      known = new CursorSeal(read());
      seal = known;
    }
    return known;
  }

  private byte[] read() {
    byte[] offered = new byte[BYTES];
    new SecureRandom().nextBytes(offered);
    database
        .sql("insert into signing_key (name, value) values (?, ?) on conflict (name) do nothing")
        .params(NAME, offered)
        .update();
    return database
        .sql("select value from signing_key where name = ?")
        .param(NAME)
        .query((row, _) -> row.getBytes("value"))
        .single();
  }
}
