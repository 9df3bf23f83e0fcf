package dev.millrace.api.idempotency;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes pledges in the transaction that accepts what they are about.
///
/// The primary key decides, between processes too: whoever comes second waits for the first one's
/// commit. Keys are taken in one order, so that two groups never wait for each other.
public final class KeyRows {

  private static final String TAKE =
      """
      insert into idempotency_key as known
        (user_id, call, key, fingerprint, status, location, answer, expires_at)
      select user_id, call, key, decode(fingerprint, 'hex'), status, location, answer,
             now() + retention_ms * interval '1 millisecond'
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
                  ?::bigint[])
        as t(user_id, call, key, fingerprint, status, location, answer, retention_ms)
      order by user_id, call, key
      on conflict (user_id, call, key) do update
      set fingerprint = excluded.fingerprint, status = excluded.status,
          location = excluded.location, answer = excluded.answer, expires_at = excluded.expires_at
      where known.expires_at <= now()
      returning user_id, call, key
      """;

  private final Connection connection;
  private final int timeoutSeconds;

  public KeyRows(Connection connection, int timeoutSeconds) {
    this.connection = connection;
    this.timeoutSeconds = timeoutSeconds;
  }

  /// Takes the key of each; no key may be among them twice.
  ///
  /// @return those whose key somebody else has
  public Set<KeyedCall> take(Collection<StoredResponse> pledges) throws SQLException {
    Map<String, KeyedCall> left = new HashMap<>();
    pledges.forEach(pledge -> left.put(name(pledge.call()), pledge.call()));
    try (PreparedStatement take = connection.prepareStatement(TAKE)) {
      take.setQueryTimeout(timeoutSeconds);
      take.setArray(1, texts(pledges, p -> p.call().user().value()));
      take.setArray(2, texts(pledges, p -> p.call().path()));
      take.setArray(3, texts(pledges, p -> p.call().key().value()));
      take.setArray(4, texts(pledges, StoredResponse::fingerprint));
      take.setArray(5, texts(pledges, p -> String.valueOf(p.answer().status())));
      take.setArray(6, texts(pledges, p -> p.answer().location()));
      take.setArray(7, texts(pledges, p -> p.answer().body()));
      take.setArray(8, texts(pledges, p -> String.valueOf(p.retention().toMillis())));
      try (var taken = take.executeQuery()) {
        while (taken.next()) {
          left.remove(name(taken.getString(1), taken.getString(2), taken.getString(3)));
        }
      }
    }
    return new HashSet<>(left.values());
  }

  private static String name(KeyedCall call) {
    return name(call.user().value(), call.path(), call.key().value());
  }

  /// A line break is in none of them.
  private static String name(String user, String path, String key) {
    return String.join("\n", user, path, key);
  }

  private Array texts(
      Collection<StoredResponse> pledges, Function<StoredResponse, @Nullable String> column)
      throws SQLException {
    @Nullable String[] values = new String[pledges.size()];
    int i = 0;
    for (StoredResponse pledge : pledges) {
      values[i++] = column.apply(pledge);
    }
    return connection.createArrayOf("text", values);
  }
}
