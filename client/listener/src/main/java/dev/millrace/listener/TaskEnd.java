package dev.millrace.listener;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a task ended. Final, unless somebody puts it back to work: then it ends once more.
///
/// @param <R> what a completed task gives
public sealed interface TaskEnd<R extends @Nullable Object> {

  Ended task();

  /// The task that ended.
  ///
  /// @param sequence of the end among the task's events
  /// @param at when its executor decided it
  record Ended(
      TaskId id,
      TaskType type,
      UserId userId,
      @Nullable ProjectId projectId,
      long sequence,
      Instant at) {}

  /// The handler's outcome is committed.
  ///
  /// @param result null also where it `isStored`
  /// @param isStored whether the result is larger than 256 KB, and is to be had over HTTP alone
  record Completed<R extends @Nullable Object>(
      Ended task, @Nullable R result, @Nullable Json metadata, boolean isStored)
      implements TaskEnd<R> {}

  /// A permanent error, or the last attempt failed; also a task that could not be accepted.
  record Failed<R extends @Nullable Object>(Ended task, TaskError error) implements TaskEnd<R> {}

  /// One attempt, or the whole task, took too long.
  record TimedOut<R extends @Nullable Object>(Ended task, TaskError error) implements TaskEnd<R> {}

  /// Somebody asked for it.
  ///
  /// @param actor null when a rule did, such as a batch that stops at the first failure
  record Cancelled<R extends @Nullable Object>(Ended task, @Nullable Actor actor)
      implements TaskEnd<R> {}
}
