package dev.millrace.executor.submit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.outbox.Outbox;
import dev.millrace.outbox.OutboxFrame;
import dev.millrace.type.SubmitOptions;
import dev.millrace.type.TaskType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Submits tasks in whatever transaction the calling thread has.
public final class Submitter {

  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
  private final Sink sink;

  /// @param sink where submissions go
  public Submitter(Sink sink) {
    this.sink = sink;
  }

  /// A submitter of tasks that exist if and only if the caller's transaction commits.
  public static Submitter in(JdbcClient database, Clock clock) {
    Outbox outbox = new Outbox(database);
    return new Submitter((id, task, traceparent) ->
        outbox.emit(
            List.of(
                OutboxFrame.line(
                    id, clock.instant().truncatedTo(ChronoUnit.MILLIS), traceparent, task))));
  }

  /// Takes a submission in.
  @FunctionalInterface
  public interface Sink {

    void put(TaskId id, SubmitTask task, @Nullable String traceparent);
  }

  /// On whose behalf a task is submitted.
  ///
  /// @param projectId what the task is grouped by where its options name no project
  /// @param traceparent of what it follows from
  public record Origin(
      UserId userId, @Nullable ProjectId projectId, @Nullable String traceparent) {}

  /// Submits a task.
  ///
  /// @return its id, at once
  /// @throws IllegalArgumentException when the parameters have more than 256 KB as JSON, or the
  ///   options have a key: the transaction makes it one task
  public <P extends @Nullable Object> TaskId submit(
      Origin origin, TaskType<P, ?> type, P parameters, SubmitOptions options) {
    if (options.idempotencyKey() != null) {
      throw new IllegalArgumentException(
          "a task that is submitted in a transaction has no idempotency key");
    }
    SubmitTask task =
        new SubmitTask(
            new dev.millrace.events.task.TaskType(type.name()),
            origin.userId(),
            json(type, parameters),
            options.priority() == null ? null : Priority.parse(options.priority().word()),
            options.projectId() == null ? origin.projectId() : new ProjectId(options.projectId()),
            options.maxRetries(),
            options.timeout(),
            options.runAt());
    TaskId id = new TaskId(ids.generate());
    sink.put(id, task, origin.traceparent());
    return id;
  }

  private static Json json(TaskType<?, ?> type, @Nullable Object parameters) {
    Json json = parameters == null ? Json.EMPTY_OBJECT : Json.of(parameters);
    int bytes = json.text().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > SubmitTask.LARGEST_PARAMETERS) {
      throw new IllegalArgumentException(
          "the parameters of a task of type "
              + type
              + " have "
              + bytes
              + " bytes as JSON; in a transaction they may have "
              + SubmitTask.LARGEST_PARAMETERS);
    }
    return json;
  }
}
