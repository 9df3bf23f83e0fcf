package dev.millrace.executor.store;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.TaskEvent;
import dev.millrace.events.task.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How an attempt ended.
///
/// @param time when its executor decided it
/// @param lastProgress progress not told yet; it is told right before the event
/// @param cause whose the end is. No error's code says that: handlers choose codes of their own
public record Outcome(
    TaskClaim claim, Instant time, TaskEvent event, @Nullable Progress lastProgress, Cause cause) {

  /// Where an end comes from.
  public enum Cause {
    /// The attempt came to it.
    ATTEMPT,
    /// Too many executors vanished while they ran the task.
    TAKEOVERS,
    /// The run store cannot hold the task, or how it ended.
    UNSTORABLE
  }

  public Outcome {
    requireNonNull(cause, "cause");
    requireNonNull(claim, "claim");
    requireNonNull(time, "time");
    requireNonNull(event, "event");
  }

  /// What an attempt came to.
  public Outcome(TaskClaim claim, Instant time, TaskEvent event, @Nullable Progress lastProgress) {
    this(claim, time, event, lastProgress, Cause.ATTEMPT);
  }
}
