package dev.millrace.events.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.TaskId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Turns facts and commands into CloudEvents and back.
///
/// Unknown fields are ignored and unknown types are said to be unknown, so that an old reader goes
/// on when a new writer says more. Whatever else is wrong is one [MalformedRecord] that says what
/// and where.
public final class TaskCodec {

  private static final int DEEPEST_NESTING = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST_NESTING).build())
                  .build())
          .changeDefaultPropertyInclusion(
              value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private TaskCodec() {}

  /// Writes a fact.
  ///
  /// @param source the service that says it
  /// @param traceparent the trace that led to it
  public static CloudEvent write(Fact fact, String source, @Nullable String traceparent) {
    return new CloudEvent(
        fact.taskId() + ":" + fact.sequence(),
        typeOf(fact.event()),
        source,
        fact.taskId().toString(),
        fact.time(),
        traceparent,
        dataOf(fact.event()));
  }

  /// Writes a command.
  public static CloudEvent write(
      AddressedCommand command, String source, @Nullable String traceparent) {
    return new CloudEvent(
        command.taskId() + ":" + command.id(),
        EventTypes.nameOf(command.command()),
        source,
        command.taskId().toString(),
        command.time(),
        traceparent,
        MAPPER.writeValueAsString(command.command()));
  }

  /// The name of an event's type on the wire.
  public static String typeOf(TaskEvent event) {
    return EventTypes.nameOf(event);
  }

  /// An event's data on the wire: one line of compact JSON.
  public static String dataOf(TaskEvent event) {
    return MAPPER.writeValueAsString(event);
  }

  /// Reads a fact.
  ///
  /// @return the fact, or null when the type is none that this version knows
  /// @throws MalformedRecord when the type is known and the record cannot be read
  public static @Nullable Fact readFact(CloudEvent record) {
    Class<? extends TaskEvent> type = EventTypes.eventNamed(record.type());
    if (type == null) {
      return null;
    }
    Fact fact =
        new Fact(taskId(record), sequence(record), record.time(), data(record.data(), type));
    WireBounds.check(fact);
    return fact;
  }

  /// Reads a command.
  ///
  /// @return the command, or null when the type is none that this version knows
  /// @throws MalformedRecord when the type is known and the record cannot be read
  public static @Nullable AddressedCommand readCommand(CloudEvent record) {
    Class<? extends TaskCommand> type = EventTypes.commandNamed(record.type());
    if (type == null) {
      return null;
    }
    TaskCommand command = data(record.data(), type);
    WireBounds.check(command);
    try {
      return new AddressedCommand(taskId(record), idAfterTask(record), record.time(), command);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecord("header ce_id", String.valueOf(e.getMessage()), e);
    }
  }

  /// The name on the wire of a submission.
  public static String typeOf(SubmitTask submission) {
    return EventTypes.SUBMIT_TASK;
  }

  /// Writes a submission.
  public static String write(SubmitTask submission) {
    return MAPPER.writeValueAsString(submission);
  }

  /// Reads a submission.
  ///
  /// @return the submission, or null when the type is none that this version knows
  /// @throws MalformedRecord when the type is known and the record cannot be read
  public static @Nullable SubmitTask readSubmission(CloudEvent record) {
    if (!record.type().equals(EventTypes.SUBMIT_TASK)) {
      return null;
    }
    SubmitTask submission = data(record.data(), SubmitTask.class);
    WireBounds.check(submission);
    return submission;
  }

  /// Writes a line of the catalogue.
  public static String write(TaskTypeEntry entry) {
    return MAPPER.writeValueAsString(entry);
  }

  /// Reads a line of the catalogue.
  ///
  /// @throws MalformedRecord when it cannot be read
  public static TaskTypeEntry readEntry(String json) {
    return data(json, TaskTypeEntry.class);
  }

  /// The name on the wire of what pauses and resumes a type.
  public static String typeOf(TypeControl control) {
    return EventTypes.TYPE_CONTROL;
  }

  /// Writes how a type stands.
  public static String write(TypeControl control) {
    return MAPPER.writeValueAsString(control);
  }

  /// Reads how a type stands.
  ///
  /// @throws MalformedRecord when it cannot be read
  public static TypeControl readTypeControl(String json) {
    TypeControl control = data(json, TypeControl.class);
    WireBounds.time("value at /at", control.at());
    return control;
  }

  /// Writes what an executor does.
  public static String write(ExecutorSnapshot snapshot) {
    return MAPPER.writeValueAsString(snapshot);
  }

  /// Reads what an executor does.
  ///
  /// @throws MalformedRecord when it cannot be read
  public static ExecutorSnapshot readSnapshot(String json) {
    ExecutorSnapshot snapshot = data(json, ExecutorSnapshot.class);
    WireBounds.time("value at /startedAt", snapshot.startedAt());
    WireBounds.time("value at /at", snapshot.at());
    snapshot.tasks().forEach(task -> WireBounds.time("value at /tasks", task.since()));
    return snapshot;
  }

  /// The task that a record is about, whatever its type.
  ///
  /// @throws MalformedRecord when it names none
  public static TaskId taskId(CloudEvent record) {
    try {
      return TaskId.parse(record.subject());
    } catch (IllegalArgumentException e) {
      throw new MalformedRecord(
          "header ce_subject", "is not a task id: '" + record.subject() + "'", e);
    }
  }

  /// The place of a fact in its task's order, whatever its type.
  ///
  /// @throws MalformedRecord when it has none
  public static long sequence(CloudEvent record) {
    try {
      long sequence = Long.parseLong(idAfterTask(record));
      if (sequence >= 0 && sequence < WireBounds.MOST_FACTS) {
        return sequence;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a negative one.
    }
    throw malformedId(record);
  }

  private static String idAfterTask(CloudEvent record) {
    String prefix = record.subject() + ":";
    if (!record.id().startsWith(prefix)) {
      throw malformedId(record);
    }
    return record.id().substring(prefix.length());
  }

  private static MalformedRecord malformedId(CloudEvent record) {
    return new MalformedRecord(
        "header ce_id", "is not <ce_subject>:<sequence>: '" + record.id() + "'");
  }

  private static <T> T data(String json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new MalformedRecord("value", "is null");
      }
      return value;
    } catch (DatabindException e) {
      throw new MalformedRecord("value at " + pointer(e), e.getOriginalMessage(), e);
    } catch (JacksonException e) {
      var at = e.getLocation();
      String where =
          at == null ? "value" : "value, line " + at.getLineNr() + " column " + at.getColumnNr();
      throw new MalformedRecord(where, "is not JSON: " + e.getOriginalMessage(), e);
    } catch (RuntimeException e) {
      // A number that is no time, say: Jackson leaves some of them to java.time.
      throw new MalformedRecord("value", "cannot be read: " + e.getMessage(), e);
    }
  }

  private static String pointer(DatabindException e) {
    JsonPointer pointer = JsonPointer.empty();
    for (var step : e.getPath()) {
      pointer =
          step.getPropertyName() == null
              ? pointer.appendIndex(step.getIndex())
              : pointer.appendProperty(step.getPropertyName());
    }
    return pointer.toString().isEmpty() ? "/" : pointer.toString();
  }
}
