package dev.millrace.api.query.document;

import dev.millrace.api.query.action.PendingControl;
import dev.millrace.api.query.action.TaskAction;
import dev.millrace.api.query.document.TaskMembers.Reported;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredParameters;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A task as it was found in a row: of the projection's table `task`, or of `request`, which has
/// what was submitted and nothing of what came of it.
///
/// JSON is passed on as it is stored, never parsed but for progress, for who paused a task and for
/// where something is stored. A query for brief rows leaves out parameters and results above
/// [#BRIEF_BYTES], as if they were stored elsewhere.
public final class FoundTask {

  /// Bytes of parameters and of a result that a brief row has.
  static final int BRIEF_BYTES = 4_096;

  /// The status of a row of `request`. That the api may know the task's end already does not
  /// matter: a client that reads `completed` wants the result, and that is not here. So its
  /// sequence is that of the submission, or a client that waits for news would take the end for
  /// old.
  public static final String ACCEPTED_STATUS =
      "case when run_at is null then 'pending' else 'scheduled' end";

  private static final String SUBMITTED =
      """
      task_id, type, priority, user_id, project_id, parent_id, metadata, max_retries, created_at, \
      executor_group, \
      """;

  private static final String NO_FACTS =
      """
      0 as sequence, run_at as next_at, 0 as attempt, 0 as retry_count, created_at as updated_at, \
      """
          + ACCEPTED_STATUS
          + " as status, ";

  private static final String FACTS =
      """
      sequence, next_at, attempt, retry_count, updated_at, status, progress, progress_rate, \
      progress_at, stored_result, error, actor, started_at, completed_at, expires_at, \
      """;

  /// The columns of [#accepted].
  public static final String ACCEPTED = SUBMITTED + NO_FACTS + whole("parameters");

  /// The same of a brief row: what is left out is not even sent.
  public static final String ACCEPTED_BRIEFLY = SUBMITTED + NO_FACTS + brief("parameters");

  /// The columns of [#projected] for a task in a list; one that stands alone has those of
  /// [QueuePosition#PLACE], too.
  public static final String PROJECTED =
      SUBMITTED + FACTS + whole("parameters") + ", " + whole("result");

  /// The same of a brief row.
  public static final String PROJECTED_BRIEFLY =
      SUBMITTED + FACTS + brief("parameters") + ", " + brief("result");

  /// What [#PROJECTED_BRIEFLY] is made of, for a query that looks for places first: large values
  /// stay where they are until it is known that their row is shown.
  public static final String PROJECTED_AS_STORED = SUBMITTED + FACTS + "parameters, result";

  private final ResultSet row;

  /// The same row, where it has what only facts say.
  private final @Nullable ResultSet facts;

  private FoundTask(ResultSet row, @Nullable ResultSet facts) {
    this.row = row;
    this.facts = facts;
  }

  /// In a row of the projection.
  public static FoundTask projected(ResultSet row) {
    return new FoundTask(row, row);
  }

  /// In a row of `request`.
  public static FoundTask accepted(ResultSet row) {
    return new FoundTask(row, null);
  }

  /// The task as it stands in a list.
  public TaskDocument listed(TypeConditions around) throws SQLException {
    TaskMembers members = members(null, QueuePosition.UNKNOWN, around);
    return new TaskDocument(members, TaskLinks.listed(members));
  }

  /// The task as it stands alone.
  ///
  /// @param asked what it is shown as having followed already
  public TaskDocument alone(@Nullable PendingControl asked, TypeConditions around)
      throws SQLException {
    TaskMembers members = members(asked, QueuePosition.of(row, facts, around), around);
    return new TaskDocument(members, TaskLinks.alone(members));
  }

  private TaskMembers members(
      @Nullable PendingControl asked, QueuePosition queue, TypeConditions around)
      throws SQLException {
    long sequence = row.getLong("sequence");
    TaskStatus stored = TaskStatus.parse(row.getString("status"));
    TaskStatus status = asked == null ? stored : asked.shown(stored, sequence);
    // What is asked to run again ends anew.
    boolean runsAgain = asked != null && asked.action() == TaskAction.REDRIVE && !status.isFinal();
    ResultSet end = runsAgain ? null : facts;
    Json metadata = json(row, "metadata");
    StoredParameters storedParameters = StoredParameters.in(metadata);
    Json parameters = storedParameters == null ? json(row, "parameters") : null;
    StoredResult storedResult = as(StoredResult.class, facts, "stored_result");
    Json result = json(facts, "result");
    return new TaskMembers(
        sequence,
        row.getObject("task_id", UUID.class),
        row.getString("type"),
        status,
        row.getString("priority"),
        row.getString("user_id"),
        row.getString("project_id"),
        row.getObject("parent_id", UUID.class),
        parameters,
        storedParameters == null
            ? leftOut(parameters, row, "parameters_bytes")
            : Long.valueOf(storedParameters.bytes()),
        metadata,
        reported(status, around.clock().instant()),
        new TaskResult(result, storedResult),
        storedResult == null
            ? leftOut(result, facts, "result_bytes")
            : Long.valueOf(storedResult.bytes()),
        json(end, "error"),
        row.getInt("attempt"),
        row.getInt("retry_count"),
        row.getInt("max_retries"),
        row.getTimestamp("created_at").toInstant(),
        time(facts, "started_at"),
        time(end, "completed_at"),
        row.getTimestamp("updated_at").toInstant(),
        time(end, "expires_at"),
        Waiting.of(
            status,
            until(status, asked),
            as(Actor.class, facts, "actor"),
            around.pauses().apply(row.getString("type")),
            queue));
  }

  /// A task that is shown as scheduled again has no row yet that says when.
  private @Nullable Instant until(TaskStatus shown, @Nullable PendingControl asked)
      throws SQLException {
    Instant nextAt = time(row, "next_at");
    return nextAt == null && asked != null && shown == TaskStatus.SCHEDULED
        ? asked.runAt()
        : nextAt;
  }

  private @Nullable Reported reported(TaskStatus status, Instant now) throws SQLException {
    Progress progress = as(Progress.class, facts, "progress");
    return facts == null || progress == null
        ? null
        : Reported.of(
            progress,
            Forecast.of(
                status,
                progress,
                facts.getObject("progress_rate", Double.class),
                time(facts, "progress_at"),
                now));
  }

  /// A column of JSON, as it is.
  private static String whole(String column) {
    return String.format(Locale.ROOT, "%1$s, null::int as %1$s_bytes", column);
  }

  /// A column of JSON where it is small, and its size. What is large compressed is not unpacked to
  /// be looked at.
  private static String brief(String column) {
    return String.format(
        Locale.ROOT,
        """
        case when pg_column_size(%1$s) <= %2$d and octet_length(%1$s::text) <= %2$d \
        then %1$s end as %1$s, octet_length(%1$s::text) as %1$s_bytes\
        """,
        column,
        BRIEF_BYTES);
  }

  private static @Nullable Long leftOut(
      @Nullable Json shown, @Nullable ResultSet row, String column) throws SQLException {
    Integer bytes = shown == null && row != null ? row.getObject(column, Integer.class) : null;
    return bytes == null ? null : bytes.longValue();
  }

  private static @Nullable Json json(@Nullable ResultSet row, String column) throws SQLException {
    String text = row == null ? null : row.getString(column);
    return text == null ? null : new Json(text);
  }

  private static <T> @Nullable T as(Class<T> type, @Nullable ResultSet row, String column)
      throws SQLException {
    Json json = json(row, column);
    return json == null ? null : json.as(type);
  }

  private static @Nullable Instant time(@Nullable ResultSet row, String column)
      throws SQLException {
    Timestamp time = row == null ? null : row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
