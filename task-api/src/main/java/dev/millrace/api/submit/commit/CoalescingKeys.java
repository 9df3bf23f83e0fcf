package dev.millrace.api.submit.commit;

import dev.millrace.events.task.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// Takes the places of `in_flight`, where of identical tasks of one user only one can be.
///
/// The primary key decides, between requests, groups and processes alike; whoever comes second
/// waits for the first one's commit. Places are taken in one order, so that two groups never wait
/// for each other. They are part of the group's transaction: what rolls back has taken none.
final class CoalescingKeys {

  /// How often a place may be given up between the moment it was found taken and the look at who
  /// has it.
  private static final int TRIES = 5;

  private static final String TAKE =
      """
      insert into in_flight (user_id, fingerprint, task_id)
      select user_id, decode(fingerprint, 'hex'), task_id
      from unnest(?::text[], ?::text[], ?::uuid[]) as w(user_id, fingerprint, task_id)
      order by 1, 2
      on conflict (user_id, fingerprint) do nothing
      """;

  private static final String LOOK =
      """
      select w.task_id, f.task_id
      from unnest(?::text[], ?::text[], ?::uuid[]) as w(user_id, fingerprint, task_id)
      join in_flight f on f.user_id = w.user_id and f.fingerprint = decode(w.fingerprint, 'hex')
      """;

  private final Connection connection;
  private final int timeoutSeconds;

  CoalescingKeys(Connection connection, int timeoutSeconds) {
    this.connection = connection;
    this.timeoutSeconds = timeoutSeconds;
  }

  /// Takes a place for each.
  ///
  /// @return those whose place another task has, with that task
  Map<TaskId, TaskId> take(List<Submission> wanted) throws SQLException {
    for (int i = 0; i < TRIES; i++) {
      try (PreparedStatement take = prepare(TAKE, wanted)) {
        take.executeUpdate();
      }
      Map<TaskId, TaskId> holders = holders(wanted);
      if (holders.size() == wanted.size()) {
        holders.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
        return holders;
      }
    }
    throw new SQLException("the place of an identical task was given up again and again");
  }

  private Map<TaskId, TaskId> holders(List<Submission> wanted) throws SQLException {
    Map<TaskId, TaskId> holders = new HashMap<>();
    try (PreparedStatement look = prepare(LOOK, wanted);
        var rows = look.executeQuery()) {
      while (rows.next()) {
        holders.put(
            new TaskId(rows.getObject(1, UUID.class)), new TaskId(rows.getObject(2, UUID.class)));
      }
    }
    return holders;
  }

  private PreparedStatement prepare(String sql, List<Submission> wanted) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(timeoutSeconds);
    statement.setArray(1, texts(wanted, s -> s.request().userId().value()));
    statement.setArray(2, texts(wanted, s -> String.valueOf(s.fingerprint())));
    statement.setArray(3, texts(wanted, s -> s.id().toString()));
    return statement;
  }

  private java.sql.Array texts(List<Submission> wanted, Function<Submission, String> column)
      throws SQLException {
    return connection.createArrayOf("text", wanted.stream().map(column).toArray(String[]::new));
  }
}
