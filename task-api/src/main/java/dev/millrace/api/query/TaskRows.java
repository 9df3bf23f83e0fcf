package dev.millrace.api.query;

import dev.millrace.events.task.Json;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.StoredParameters;
import dev.millrace.events.task.StoredResult;
import dev.millrace.events.task.TaskStatus;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Makes documents of rows that have the columns of the projection's `task` table.
///
/// Every field is always there; one without a value is null. So a client sees the whole shape of a
/// task at its first look. Stored JSON is passed on as it is, never parsed but for progress, whose
/// per cent and expected end are worked out here, and for who paused a task. A stored result is
/// null here, beside its size; so are stored parameters. A brief document leaves out whatever else
/// of the two is above [#BRIEF_BYTES], as if it were stored. A document ends with links: in a list
/// to what it leaves out, and else to what can be done with the task, too.
final class TaskRows implements RowMapper<TaskDocument> {

  /// Bytes of parameters and of a result that a brief document shows.
  static final int BRIEF_BYTES = 4_096;

  private static final String REST =
      """
      task_id, sequence, type, status, priority, user_id, project_id, parent_id, metadata, \
      progress, progress_rate, progress_at, stored_result, error, actor, next_at, attempt, retry_count, max_retries, \
      created_at, started_at, completed_at, updated_at, expires_at, \
      """;

  /// What a query for whole documents selects from the projection.
  static final String WHOLE = REST + whole("parameters") + ", " + whole("result");

  /// What a query for brief documents selects: what they do not show is not even sent here.
  static final String BRIEF = REST + brief("parameters") + ", " + brief("result");

  /// What the rows in between have where a query looks for places first: large values stay where
  /// they are, until it is known that their row is shown.
  static final String STORED = REST + "parameters, result";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final TypeConditions around;
  private final boolean linked;
  private final @Nullable PendingControl asked;

  private TaskRows(TypeConditions around, boolean linked, @Nullable PendingControl asked) {
    this.around = around;
    this.linked = linked;
    this.asked = asked;
  }

  /// The same of a task that is shown as having followed what it was asked for.
  TaskRows asked(@Nullable PendingControl ask) {
    return new TaskRows(around, linked, ask);
  }

  /// Documents as they stand in a list.
  static TaskRows listed(TypeConditions around) {
    return new TaskRows(around, false, null);
  }

  /// Documents as they stand alone, with their links.
  static TaskRows detailed(TypeConditions around) {
    return new TaskRows(around, true, null);
  }

  /// A column of JSON, as it is.
  static String whole(String column) {
    return String.format(Locale.ROOT, "%1$s, null::int as %1$s_bytes", column);
  }

  /// A column of JSON where it is small, and its size. What is large compressed is not unpacked to
  /// be looked at.
  static String brief(String column) {
    return String.format(
        Locale.ROOT,
        """
        case when pg_column_size(%1$s) <= %2$d and octet_length(%1$s::text) <= %2$d \
        then %1$s end as %1$s, octet_length(%1$s::text) as %1$s_bytes\
        """,
        column,
        BRIEF_BYTES);
  }

  /// The place of a row in the order of a list.
  static Position position(ResultSet row, int number) throws SQLException {
    return new Position(
        row.getTimestamp("created_at").toInstant(), row.getObject("task_id", UUID.class));
  }

  @Override
  public TaskDocument mapRow(ResultSet row, int number) throws SQLException {
    TaskStatus status = TaskStatus.parse(row.getString("status"));
    if (asked != null) {
      status = asked.shown(status, row.getLong("sequence"));
    }
    boolean isQueued = linked && status == TaskStatus.PENDING;
    QueuePosition queue = isQueued ? QueuePosition.of(row, around.loads()) : QueuePosition.UNKNOWN;
    Instant reported = instant(row, "progress_at");
    Text shown = text(row, status, queue, around.clock().instant());
    boolean isOfTheMoment = isQueued || (linked && reported != null);
    Text lasting =
        isOfTheMoment
            ? text(row, status, QueuePosition.UNKNOWN, reported == null ? Instant.EPOCH : reported)
            : shown;
    return new TaskDocument(
        row.getObject("task_id", UUID.class),
        row.getLong("sequence"),
        status,
        row.getTimestamp("created_at").toInstant(),
        new Json(shown.text()),
        shown.result(),
        TaskDocument.etag(row.getLong("sequence"), lasting.text()));
  }

  /// A document's text, and where the result stands in it.
  private record Text(String text, TaskDocument.ResultPlace result) {}

  private Text text(ResultSet row, TaskStatus status, QueuePosition queue, Instant now)
      throws SQLException {
    UUID id = row.getObject("task_id", UUID.class);
    StoredResult stored = stored(row);
    var text = new StringWriter(512);
    TaskDocument.ResultPlace place;
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("id", id.toString());
      string(json, "type", row.getString("type"));
      string(json, "status", status.wire());
      strings(json, row, "priority", "priority");
      strings(json, row, "userId", "user_id", "projectId", "project_id", "parentId", "parent_id");
      boolean large = parameters(json, row);
      raw(json, row, "metadata");
      progress(json, row, status, now);
      json.writeName("result");
      json.flush();
      // The colon comes with the value.
      int from = text.getBuffer().length() + 1;
      String result = row.getString("result");
      value(json, result);
      json.flush();
      place = new TaskDocument.ResultPlace(from, text.getBuffer().length(), stored);
      Long leftOut = result == null ? bytes(row, "result_bytes") : null;
      number(json, "resultBytes", stored == null ? leftOut : Long.valueOf(stored.bytes()));
      // What is asked to run again ends anew.
      boolean hasEnded = asked == null || asked.action() != TaskAction.RETRY || status.isFinal();
      rawText(json, "error", hasEnded ? row.getString("error") : null);
      json.writeNumberProperty("attempt", row.getInt("attempt"));
      json.writeNumberProperty("retryCount", row.getInt("retry_count"));
      json.writeNumberProperty("maxRetries", row.getInt("max_retries"));
      time(json, row, "createdAt", "created_at");
      time(json, row, "startedAt", "started_at");
      string(json, "completedAt", hasEnded ? timeText(row, "completed_at") : null);
      time(json, row, "updatedAt", "updated_at");
      string(json, "expiresAt", hasEnded ? timeText(row, "expires_at") : null);
      json.writeName("waiting");
      Waiting.write(
          json,
          status,
          until(row, status),
          row.getString("actor"),
          around.paused().of(row.getString("type")),
          queue);
      json.writeName("links");
      if (linked) {
        TaskLinks.write(json, id, status, large);
      } else {
        TaskLinks.writeBriefly(json, id, large, stored != null || leftOut != null);
      }
      json.writeEndObject();
    }
    return new Text(text.toString(), place);
  }

  /// A task that is shown as scheduled again has no row yet that says so.
  private @Nullable Instant until(ResultSet row, TaskStatus shown) throws SQLException {
    Instant nextAt = instant(row, "next_at");
    return nextAt == null && asked != null && shown == TaskStatus.SCHEDULED
        ? asked.runAt()
        : nextAt;
  }

  private static void progress(JsonGenerator json, ResultSet row, TaskStatus status, Instant now)
      throws SQLException {
    String stored = row.getString("progress");
    if (stored == null) {
      json.writeNullProperty("progress");
      return;
    }
    Progress progress = new Json(stored).as(Progress.class);
    Forecast forecast =
        Forecast.of(
            status,
            progress,
            row.getObject("progress_rate", Double.class),
            instant(row, "progress_at"),
            now);
    json.writeObjectPropertyStart("progress");
    json.writeNumberProperty("done", progress.done());
    number(json, "total", progress.total());
    Integer percent = progress.percent();
    number(json, "percent", percent == null ? null : percent.longValue());
    string(json, "message", progress.message());
    rawText(json, "detail", progress.detail() == null ? null : progress.detail().text());
    Double rate = forecast.rate();
    if (rate == null) {
      json.writeNullProperty("rate");
    } else {
      json.writeNumberProperty("rate", Math.round(rate * 10) / 10.0);
    }
    string(json, "eta", forecast.eta() == null ? null : forecast.eta().toString());
    json.writeEndObject();
  }

  /// Pairs of a field and its column.
  private static void strings(JsonGenerator json, ResultSet row, String... pairs)
      throws SQLException {
    for (int i = 0; i < pairs.length; i += 2) {
      string(json, pairs[i], row.getString(pairs[i + 1]));
    }
  }

  private static void string(JsonGenerator json, String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, @Nullable Long value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  private static void raw(JsonGenerator json, ResultSet row, String name) throws SQLException {
    rawText(json, name, row.getString(name));
  }

  /// Those that are stored or left out are null here, beside their size.
  ///
  /// @return whether they are
  private static boolean parameters(JsonGenerator json, ResultSet row) throws SQLException {
    String metadata = row.getString("metadata");
    StoredParameters stored = StoredParameters.in(metadata == null ? null : new Json(metadata));
    String shown = stored == null ? row.getString("parameters") : null;
    Long leftOut = shown == null ? bytes(row, "parameters_bytes") : null;
    rawText(json, "parameters", shown);
    number(json, "parametersBytes", stored == null ? leftOut : Long.valueOf(stored.bytes()));
    return shown == null;
  }

  private static @Nullable Long bytes(ResultSet row, String column) throws SQLException {
    Integer bytes = row.getObject(column, Integer.class);
    return bytes == null ? null : bytes.longValue();
  }

  private static @Nullable StoredResult stored(ResultSet row) throws SQLException {
    String stored = row.getString("stored_result");
    return stored == null ? null : new Json(stored).as(StoredResult.class);
  }

  private static void rawText(JsonGenerator json, String name, @Nullable String text) {
    json.writeName(name);
    value(json, text);
  }

  private static void value(JsonGenerator json, @Nullable String text) {
    if (text == null) {
      json.writeNull();
    } else {
      json.writeRawValue(text);
    }
  }

  private static void time(JsonGenerator json, ResultSet row, String name, String column)
      throws SQLException {
    string(json, name, timeText(row, column));
  }

  private static @Nullable String timeText(ResultSet row, String column) throws SQLException {
    Instant time = instant(row, column);
    return time == null ? null : time.toString();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
