package dev.millrace.projection.fold;

import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is true of a task after its facts so far.
///
/// Everything that a state implies (the error, the end, when it expires) is read off the state, so
/// that none of it can contradict it.
///
/// @param sequence the newest fact taken in
/// @param updatedAt when the task last changed; it never goes back, whatever the writers' clocks do
/// @param metadata facts about the submission and, once it has ended, about the work
public record TaskView(
    TaskId id,
    long sequence,
    Instant updatedAt,
    Origin origin,
    TaskState state,
    AttemptCounts effort,
    @Nullable Json metadata) {

  public TaskStatus status() {
    return state.status();
  }

  /// When the task ended, or null while it has not.
  public @Nullable Instant endedAt() {
    return switch (state) {
      case TaskState.Completed s -> s.at();
      case TaskState.Failed s -> s.at();
      case TaskState.Cancelled s -> s.at();
      case TaskState.TimedOut s -> s.at();
      case TaskState.Scheduled _,
          TaskState.Pending _,
          TaskState.Running _,
          TaskState.Retrying _,
          TaskState.Paused _,
          TaskState.Cancelling _,
          TaskState.Compensating _ ->
          null;
    };
  }

  /// When the task is to be forgotten, or null while it has not ended.
  public @Nullable Instant expiresAt() {
    Instant end = endedAt();
    return end == null ? null : end.plus(origin.retention());
  }

  /// The same, with facts up to `newest` taken in that changed nothing.
  TaskView unchangedBy(long newest) {
    return new TaskView(id, newest, updatedAt, origin, state, effort, metadata);
  }
}
