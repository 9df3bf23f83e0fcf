package dev.millrace.starter;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.millrace.client.SubmitOptions;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.outbox.Outbox;
import dev.millrace.outbox.OutboxFrame;
import dev.millrace.type.TaskType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Submits tasks in the application's own transactions.
///
/// A submission is a message in the write-ahead log of the application's database. If the
/// transaction rolls back, it never was; if it commits, the task will reach one final state,
/// whatever crashes. After the commit the executor's relay publishes it, and task-api accepts it
/// under the id that was given back here. What cannot be accepted, such as parameters that do not
/// fit the type, ends as a failed task that says why.
///
/// Until task-api has accepted it, a moment after the commit, the task is not found over HTTP.
public final class TransactionalTasks {

  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
  private final Outbox outbox;
  private final Clock clock;

  TransactionalTasks(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /// Submits a task as its type has it.
  ///
  /// @param user whom the task belongs to: 1 to 200 characters
  /// @throws IllegalStateException outside a transaction
  /// @throws IllegalArgumentException when the parameters have more than 256 KB as JSON
  public <P extends @Nullable Object> TaskId submit(
      TaskType<P, ?> type, String user, P parameters) {
    return submit(type, user, parameters, SubmitOptions.NONE);
  }

  /// The same with options, none of which is an idempotency key: the transaction makes it one task.
  public <P extends @Nullable Object> TaskId submit(
      TaskType<P, ?> type, String user, P parameters, SubmitOptions options) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "a task of type " + type + " is submitted in a transaction, and there is none here");
    }
    if (options.idempotencyKey() != null) {
      throw new IllegalArgumentException(
          "a task that is submitted in a transaction has no idempotency key");
    }
    TaskId id = new TaskId(ids.generate());
    SubmitTask task =
        new SubmitTask(
            new dev.millrace.events.task.TaskType(type.name()),
            new UserId(user),
            json(type, parameters),
            options.priority() == null ? null : Priority.parse(options.priority().word()),
            options.projectId() == null ? null : new ProjectId(options.projectId()),
            options.maxRetries(),
            options.timeout(),
            options.runAt());
    outbox.emit(
        List.of(OutboxFrame.line(id, clock.instant().truncatedTo(ChronoUnit.MILLIS), null, task)));
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
