package dev.millrace.api.query.action;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads what tasks were asked for a moment ago, at whichever process.
///
/// What an end or a redrive came after is answered. What nobody has answered in a minute is shown
/// no more: the command may have been refused.
public final class PendingControls {

  private final JdbcClient database;

  public PendingControls(JdbcClient database) {
    this.database = database;
  }

  public Optional<PendingControl> find(UUID task) {
    return database
        .sql(
            """
            select asked, asked_sequence,
              case when asked = 'resume' and sequence = 0 and run_at > now() then run_at end as run_at
            from request
            where task_id = ? and asked is not null and sequence <= asked_sequence
              and asked_at > now() - interval '1 minute'
            """)
        .param(task)
        .query((row, _) ->
            new PendingControl(
                TaskAction.parse(row.getString("asked")),
                row.getLong("asked_sequence"),
                runAt(row)))
        .optional();
  }

  /// A redrive has a sequence, and is due at once.
  private static @Nullable Instant runAt(ResultSet row) throws SQLException {
    Timestamp runAt = row.getTimestamp("run_at");
    return runAt == null ? null : runAt.toInstant();
  }
}
