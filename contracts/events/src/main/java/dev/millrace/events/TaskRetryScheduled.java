package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.TaskError;
import java.time.Instant;

/// An attempt failed and another one will follow.
///
/// @param attempt the attempt that failed
/// @param error why it failed
/// @param retryAt when the next attempt is due
public record TaskRetryScheduled(int attempt, TaskError error, Instant retryAt)
    implements TaskEvent {

  public TaskRetryScheduled {
    requireNonNull(error, "error");
    requireNonNull(retryAt, "retryAt");
  }
}
