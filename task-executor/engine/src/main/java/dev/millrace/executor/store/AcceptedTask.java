package dev.millrace.executor.store;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.task.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What never changes about a task: what was asked for, and when.
///
/// @param requestedAt when the caller was told that it is accepted
/// @param traceparent the trace that led to it
public record AcceptedTask(
    TaskId taskId, Instant requestedAt, TaskRequested request, @Nullable String traceparent) {

  public AcceptedTask {
    requireNonNull(taskId, "taskId");
    requireNonNull(requestedAt, "requestedAt");
    requireNonNull(request, "request");
  }

  /// Characters of its parameters, which it keeps in the memory of an executor that runs it.
  public int size() {
    return request.parameters().text().length();
  }
}
