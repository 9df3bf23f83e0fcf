package dev.millrace.api.submit.commit;

import dev.millrace.api.finalstatus.EndedSql;
import dev.millrace.api.idempotency.KeyRows;
import dev.millrace.api.idempotency.KeyedCall;
import dev.millrace.api.idempotency.StoredResponse;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.outbox.Outbox;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Writes submissions into `request`, and their facts into the WAL, in one statement per part.
public final class PostgresSubmissionStore implements SubmissionStore {

  /// One WAL message is read as a whole by the relay, so a bulk goes as several.
  private static final int PART_WEIGHT = 4 * 1024 * 1024;

  /// Bytes below which a task counts as a task alone, and not against what a user may store.
  private static final int SMALL = 4 * 1024;

  private static final String WRITE =
      String.format(
          Locale.ROOT,
          """
          with accepted as (
            insert into request (task_id, user_id, type, priority, parameters, project_id, parent_id,
                                 metadata, run_at, max_retries, timeout_ms, deadline, retention_ms,
                                 traceparent, created_at, fingerprint, stored_bytes, executor_group,
                                 accounted)
            select task_id, user_id, type, priority, parameters::json, project_id, parent_id,
                   metadata::json, run_at, max_retries, timeout_ms, deadline, retention_ms,
                   traceparent, created_at, decode(fingerprint, 'hex'), stored_bytes,
                   executor_group, true
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[],
                        ?::text[], ?::timestamptz[], ?::int[], ?::bigint[], ?::timestamptz[],
                        ?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::bigint[],
                        ?::text[])
              as t(task_id, user_id, type, priority, parameters, project_id, parent_id,
                   metadata, run_at, max_retries, timeout_ms, deadline, retention_ms,
                   traceparent, created_at, fingerprint, stored_bytes, executor_group)
            returning task_id, user_id, type, run_at, created_at),
          unfinished as (
            insert into unfinished_request (user_id, task_id, type, watched_from)
            select user_id, task_id, type, case when run_at is null then created_at end
            from accepted)
          select count(*), pg_logical_emit_message(true, '%s', ?)::text from accepted
          """,
          Outbox.PREFIX);

  /// A task that was refused is over from the first: nothing may send work for it, or have
  /// executors meet it by a command.
  private static final String REFUSE =
      """
      with ended as (
        update request
        set ended_at = created_at,
            expires_at = created_at + retention_ms * interval '1 millisecond',
            status = 'failed', sequence = 1
        where task_id = any(?)
        returning
      """
          + EndedSql.COLUMNS
          + ")"
          + EndedSql.FOLLOWS;

  private static final String OPTIONS =
      """
      select task_id, priority, max_retries, timeout_ms, project_id from request
      where task_id = any(?)
      """;

  private final DataSource database;
  private final int timeoutSeconds;

  public PostgresSubmissionStore(DataSource database, Duration timeout) {
    this.database = database;
    this.timeoutSeconds = Math.toIntExact(Math.max(1, timeout.toSeconds()));
  }

  @Override
  public Written write(List<Entry> group) {
    List<StoredResponse> pledges =
        group.stream().map(Entry::pledge).filter(Objects::nonNull).toList();
    try (Connection connection = database.getConnection()) {
      if (pledges.isEmpty() && group.stream().noneMatch(Entry::coalesces)) {
        writeParts(connection, submissions(group));
        return Written.ALL;
      }
      connection.setAutoCommit(false);
      Written keys = new Written(Map.of(), takeKeys(connection, pledges));
      List<Submission> rows =
          submissions(group.stream().filter(entry -> !keys.hasTaken(entry)).toList());
      Map<TaskId, TaskId> standIns = takePlaces(connection, rows);
      if (!standIns.isEmpty() && group.stream().anyMatch(Entry::standsAlone)) {
        connection.rollback();
      } else {
        writeParts(connection, rows.stream().filter(s -> !standIns.containsKey(s.id())).toList());
        connection.commit();
      }
      return new Written(standIns, keys.taken());
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  @Override
  public void giveUpPlace(TaskId ended) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("delete from in_flight where task_id = ?")) {
      statement.setQueryTimeout(timeoutSeconds);
      statement.setObject(1, ended.value());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  @Override
  public Map<TaskId, SubmissionOptions> options(Set<TaskId> tasks) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(OPTIONS)) {
      statement.setQueryTimeout(timeoutSeconds);
      statement.setArray(
          1, connection.createArrayOf("uuid", tasks.stream().map(TaskId::value).toArray()));
      Map<TaskId, SubmissionOptions> options = new HashMap<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          options.put(new TaskId(rows.getObject("task_id", UUID.class)), options(rows));
        }
      }
      return options;
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  private static SubmissionOptions options(ResultSet row) throws SQLException {
    Long timeout = row.getObject("timeout_ms", Long.class);
    String project = row.getString("project_id");
    return new SubmissionOptions(
        Priority.parse(row.getString("priority")),
        row.getInt("max_retries"),
        timeout == null ? null : Duration.ofMillis(timeout),
        null,
        project == null ? null : new ProjectId(project));
  }

  private Set<KeyedCall> takeKeys(Connection connection, List<StoredResponse> pledges)
      throws SQLException {
    return pledges.isEmpty() ? Set.of() : new KeyRows(connection, timeoutSeconds).take(pledges);
  }

  private Map<TaskId, TaskId> takePlaces(Connection connection, List<Submission> rows)
      throws SQLException {
    List<Submission> coalescing = rows.stream().filter(s -> s.fingerprint() != null).toList();
    return coalescing.isEmpty()
        ? Map.of()
        : new CoalescingKeys(connection, timeoutSeconds).take(coalescing);
  }

  private static List<Submission> submissions(List<Entry> group) {
    return group.stream().flatMap(entry -> entry.submissions().stream()).toList();
  }

  private void writeParts(Connection connection, List<Submission> group) throws SQLException {
    List<List<Submission>> parts = parts(group);
    UUID[] refused =
        group.stream().filter(Submission::isRefused).map(s -> s.id().value()).toArray(UUID[]::new);
    boolean ownTransaction = (parts.size() > 1 || refused.length > 0) && connection.getAutoCommit();
    if (ownTransaction) {
      connection.setAutoCommit(false);
    }
    for (List<Submission> part : parts) {
      write(connection, part);
    }
    if (refused.length > 0) {
      refuse(connection, refused);
    }
    if (ownTransaction) {
      connection.commit();
    }
  }

  private void refuse(Connection connection, UUID[] tasks) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REFUSE)) {
      statement.setQueryTimeout(timeoutSeconds);
      statement.setArray(1, connection.createArrayOf("uuid", tasks));
      statement.executeUpdate();
    }
  }

  private void write(Connection connection, List<Submission> part) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setQueryTimeout(timeoutSeconds);
      var columns = new Columns(connection, part);
      List<Array> arrays =
          List.of(
              columns.of("uuid", s -> s.id().value()),
              columns.ofRequest("text", r -> r.userId().value()),
              columns.ofRequest("text", r -> r.type().value()),
              columns.ofRequest("text", r -> r.priority().wire()),
              columns.ofRequest("text", r -> r.parameters().text()),
              columns.ofRequest("text", r -> r.projectId() == null ? null : r.projectId().value()),
              columns.ofRequest("uuid", r -> r.parentId() == null ? null : r.parentId().value()),
              columns.ofRequest("text", r -> r.metadata() == null ? null : r.metadata().text()),
              columns.ofRequest("text", r -> text(r.runAt())),
              columns.ofRequest("int4", TaskRequested::maxRetries),
              columns.ofRequest("int8", r -> r.timeout() == null ? null : r.timeout().toMillis()),
              columns.ofRequest("text", r -> text(r.deadline())),
              columns.ofRequest("int8", r -> r.retention().toMillis()),
              columns.of("text", Submission::traceparent),
              columns.of("text", s -> s.createdAt().toString()),
              columns.of("text", Submission::fingerprint),
              columns.of("int8", PostgresSubmissionStore::counted),
              columns.ofRequest("text", r -> r.group() == null ? null : r.group().value()));
      int position = 1;
      for (Array array : arrays) {
        statement.setArray(position++, array);
      }
      statement.setString(position, lines(part));
      try (var written = statement.executeQuery()) {
        if (!written.next() || written.getInt(1) != part.size()) {
          throw new SQLException("not all rows of a group were written");
        }
      }
    }
  }

  /// Cuts a group into parts of about [#PART_WEIGHT]; nearly always one.
  private static List<List<Submission>> parts(List<Submission> group) {
    List<List<Submission>> parts = new ArrayList<>();
    int from = 0;
    long weight = 0;
    for (int i = 0; i < group.size(); i++) {
      weight += group.get(i).weight();
      if (weight >= PART_WEIGHT || i == group.size() - 1) {
        parts.add(group.subList(from, i + 1));
        from = i + 1;
        weight = 0;
      }
    }
    return parts;
  }

  private static String lines(List<Submission> part) {
    var lines = new StringBuilder(part.size() * 512);
    for (Submission submission : part) {
      if (!lines.isEmpty()) {
        lines.append('\n');
      }
      lines.append(submission.line());
    }
    return lines.toString();
  }

  /// Small ones are bounded by their number, and stay out of the index.
  private static @Nullable Long counted(Submission submission) {
    long bytes = submission.storedBytes();
    return bytes < SMALL ? null : Long.valueOf(bytes);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  /// Classes 22 and 23: the data is wrong, and the statement surely did nothing.
  private static RuntimeException translated(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"))
        ? new Rejected("PostgreSQL refused a row of a group", e)
        : new Unavailable("PostgreSQL did not confirm a group", e);
  }

  /// The rows of a part, column by column.
  private record Columns(Connection connection, List<Submission> rows) {

    Array of(String type, Function<Submission, @Nullable Object> column) throws SQLException {
      @Nullable Object[] values =
          switch (type) {
            case "uuid" -> new UUID[rows.size()];
            case "int4" -> new Integer[rows.size()];
            case "int8" -> new Long[rows.size()];
            default -> new String[rows.size()];
          };
      for (int i = 0; i < values.length; i++) {
        values[i] = column.apply(rows.get(i));
      }
      return connection.createArrayOf(type, values);
    }

    Array ofRequest(String type, Function<TaskRequested, @Nullable Object> column)
        throws SQLException {
      return of(type, row -> column.apply(row.request()));
    }
  }
}
