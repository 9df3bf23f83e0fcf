package dev.millrace.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.events.wire.Rfc3339;
import dev.millrace.events.wire.TaskCodec;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One record on its way out, but for its place in the order of its task.
///
/// A frame becomes one line of a WAL message: `id TAB topic TAB then TAB key TAB type TAB time TAB
/// traceparent TAB data`, and one more `TAB headers` where there are any. The first field, the
/// sequence, is often known only to the SQL statement that raises it (`update run set seq = seq + 1
/// ... returning seq`), so [#tail()] is the line without it and the statement writes `seq || tail`.
/// No field can hold a tab or a newline: the data is compact JSON, headers are percent-encoded, and
/// the others are names, ids and times.
///
/// @param topic where the record is published first
/// @param then where the same record is published once Kafka has acknowledged the first one, such
///   as the work topic of an accepted task; null for nowhere
/// @param key of the record, and what the first part of its CloudEvent's id says: a task's id; on
///   `millrace.type-controls` a task type
/// @param data one line of compact JSON
/// @param headers what the record carries beside the headers of its CloudEvent
public record OutboxFrame(
    String topic,
    @Nullable String then,
    String key,
    String type,
    Instant time,
    @Nullable String traceparent,
    String data,
    Map<String, String> headers) {

  private static final int FIELDS = 8;

  public OutboxFrame {
    requireNonNull(topic, "topic");
    requireNonNull(key, "key");
    requireNonNull(type, "type");
    requireNonNull(time, "time");
    requireNonNull(data, "data");
    headers = Map.copyOf(headers);
  }

  public OutboxFrame(
      String topic,
      @Nullable String then,
      TaskId taskId,
      String type,
      Instant time,
      @Nullable String traceparent,
      String data) {
    this(topic, then, taskId.toString(), type, time, traceparent, data, Map.of());
  }

  /// An event of a task, for `millrace.events`.
  public static OutboxFrame event(
      TaskId taskId, Instant time, @Nullable String traceparent, TaskEvent event) {
    return new OutboxFrame(
        Topics.EVENTS,
        null,
        taskId,
        TaskCodec.typeOf(event),
        time,
        traceparent,
        TaskCodec.dataOf(event));
  }

  /// The same frame, published to another topic as well once it stands on the first.
  public OutboxFrame then(String nextTopic) {
    return new OutboxFrame(topic, nextTopic, key, type, time, traceparent, data, headers);
  }

  /// A task that gave up, for `millrace.dead-letters`: its request as it was, and why.
  public static OutboxFrame deadLetter(
      Fact request, @Nullable String traceparent, DeadLetterHeaders why) {
    return new OutboxFrame(
        Topics.DEAD_LETTERS,
        null,
        request.taskId().toString(),
        TaskCodec.typeOf(request.event()),
        request.time(),
        traceparent,
        TaskCodec.dataOf(request.event()),
        why.toMap());
  }

  /// The line of a fact whose sequence is already known.
  public static String line(Fact fact, @Nullable String traceparent) {
    return fact.sequence() + event(fact.taskId(), fact.time(), traceparent, fact.event()).tail();
  }

  /// The line of a command.
  ///
  /// @param owners the executors that its task belongs to
  public static String line(
      AddressedCommand command, ExecutorGroup owners, @Nullable String traceparent) {
    CloudEvent record = TaskCodec.write(command, "", traceparent);
    return command.id()
        + new OutboxFrame(
                Topics.control(owners),
                null,
                command.taskId(),
                record.type(),
                record.time(),
                traceparent,
                record.data())
            .tail();
  }

  /// The line of a submission, for `millrace.submissions`.
  public static String line(
      TaskId taskId, Instant time, @Nullable String traceparent, SubmitTask submission) {
    return "0"
        + new OutboxFrame(
                Topics.SUBMISSIONS,
                null,
                taskId,
                TaskCodec.typeOf(submission),
                time,
                traceparent,
                TaskCodec.write(submission))
            .tail();
  }

  /// The line that says how a type stands, for `millrace.type-controls`.
  ///
  /// @param id which time it is said, unique among those of the type
  public static String line(TypeControl control, String id) {
    return id
        + new OutboxFrame(
                Topics.TYPE_CONTROLS,
                null,
                control.type().value(),
                TaskCodec.typeOf(control),
                control.at(),
                null,
                TaskCodec.write(control),
                Map.of())
            .tail();
  }

  /// Everything of the line but its first field; it begins with the tab.
  public String tail() {
    return "\t"
        + topic
        + "\t"
        + (then == null ? "" : then)
        + "\t"
        + key
        + "\t"
        + type
        + "\t"
        + time
        + "\t"
        + (traceparent == null ? "" : traceparent)
        + "\t"
        + data
        + (headers.isEmpty() ? "" : "\t" + encoded(headers));
  }

  /// Reads one line of a WAL message.
  ///
  /// @throws IllegalArgumentException when the line has not all fields, or one of them is not
  ///   readable
  public static Numbered parse(String line) {
    String[] field = line.split("\t", FIELDS + 1);
    if (field.length < FIELDS) {
      throw new IllegalArgumentException(
          "an outbox line has " + FIELDS + " fields, this one has " + field.length);
    }
    OutboxFrame frame =
        new OutboxFrame(
            field[1],
            field[2].isEmpty() ? null : field[2],
            key(field[1], field[3]),
            field[4],
            time(field[5]),
            field[6].isEmpty() ? null : field[6],
            field[7],
            field.length > FIELDS ? decoded(field[FIELDS]) : Map.of());
    return new Numbered(field[0], frame);
  }

  private static String key(String topic, String text) {
    return topic.equals(Topics.TYPE_CONTROLS)
        ? new TaskType(text).value()
        : TaskId.parse(text).toString();
  }

  private static String encoded(Map<String, String> headers) {
    return headers.entrySet().stream()
        .map(e ->
            URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, String> decoded(String field) {
    Map<String, String> headers = new HashMap<>();
    for (String pair : field.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("not a header: '" + pair + "'");
      }
      headers.put(
          URLDecoder.decode(pair.substring(0, equals), UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return headers;
  }

  private static Instant time(String text) {
    try {
      return Rfc3339.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a time: '" + text + "'", e);
    }
  }

  /// A frame with the first field of its line: a fact's sequence, or a command's id.
  public record Numbered(String id, OutboxFrame frame) {

    /// The record as it goes to Kafka.
    public CloudEvent toCloudEvent(String source) {
      return new CloudEvent(
          frame.key() + ":" + id,
          frame.type(),
          source,
          frame.key(),
          frame.time(),
          frame.traceparent(),
          frame.data());
    }
  }
}
