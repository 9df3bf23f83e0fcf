package dev.millrace.events.command;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Make a task, asked for by a service in a transaction of its own. Its id, which the service has
/// chosen, is the key of the record.
///
/// The service's transaction has committed, so nothing can be refused any more: task-api accepts
/// the task, or has it exist as failed, with the reason. What is null is decided by the type's
/// policy.
///
/// @param userId whom the task belongs to
/// @param parameters what the handler is given; at most [#LARGEST_PARAMETERS] bytes
/// @param maxRetries attempts after the first one, 0 to 100
/// @param timeout the longest one attempt may take
/// @param runAt not to be started before this moment
public record SubmitTask(
    TaskType type,
    UserId userId,
    Json parameters,
    @Nullable Priority priority,
    @Nullable ProjectId projectId,
    @Nullable Integer maxRetries,
    @Nullable Duration timeout,
    @Nullable Instant runAt) {

  /// Bytes of parameters, as compact JSON in UTF-8.
  public static final int LARGEST_PARAMETERS = 256 * 1024;

  private static final int MOST_RETRIES = 100;

  public SubmitTask {
    requireNonNull(type, "type");
    requireNonNull(userId, "userId");
    requireNonNull(parameters, "parameters");
    if (maxRetries != null && (maxRetries < 0 || maxRetries > MOST_RETRIES)) {
      throw new IllegalArgumentException(
          "maxRetries is 0 to " + MOST_RETRIES + "; got " + maxRetries);
    }
  }
}
