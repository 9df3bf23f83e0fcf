package dev.millrace.outbox;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes frames into the caller's transaction.
///
/// If the transaction commits, the relay publishes them in commit order, at least once; if it rolls
/// back, or the process dies before the commit, nobody ever hears of them. Outside a transaction a
/// message stands for itself and is published as soon as it is flushed.
public final class Outbox {

  /// The prefix that marks a WAL message as ours.
  public static final String PREFIX = "millrace.outbox";

  /// The heart of a statement that changes rows and says so in one round trip: `with changed as
  /// (update ... returning seq, tail) select ` + this + ` from changed`.
  public static final String EMIT_SEQ_AND_TAIL =
      "pg_logical_emit_message(true, '" + PREFIX + "', string_agg(seq || tail, E'\\n'))";

  private final JdbcClient database;

  public Outbox(JdbcClient database) {
    this.database = database;
  }

  /// Adds lines, as [OutboxFrame] makes them, to the current transaction as one WAL message.
  public void emit(List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    database
        .sql("select pg_logical_emit_message(true, :prefix, :content)::text")
        .param("prefix", PREFIX)
        .param("content", String.join("\n", lines))
        .query(String.class)
        .single();
  }
}
