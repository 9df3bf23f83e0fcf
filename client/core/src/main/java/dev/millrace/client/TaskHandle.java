package dev.millrace.client;

import dev.millrace.client.task.AwaitTimeoutException;
import dev.millrace.client.task.Progress;
import dev.millrace.client.task.Task;
import dev.millrace.client.task.TaskEndedException;
import dev.millrace.client.task.TaskStatus;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One task. It costs nothing until something is asked of it, and has no state that would be lost
/// with it: `Tasks.handle` gives another one for the same id.
///
/// All calls throw a [ProblemException][dev.millrace.client.problem.ProblemException] where
/// Millrace refuses, and another [MillraceException][dev.millrace.client.problem.MillraceException]
/// where no answer comes. A thread that is interrupted in one throws
/// [CancellationException][java.util.concurrent.CancellationException], and is still interrupted.
///
/// @param <R> the result of the task's type
public interface TaskHandle<R extends @Nullable Object> {

  UUID id();

  /// Waits for the result.
  ///
  /// @param atMost how long; the task goes on afterwards
  /// @throws TaskEndedException when the task fails, times out or is cancelled
  /// @throws AwaitTimeoutException when it has not ended by then
  R await(Duration atMost);

  /// The result when it is there; it fails as [#await] does. It waits through whatever may pass,
  /// such as a restart of Millrace, until it is cancelled. No thread waits for it; what is chained
  /// to it must not block.
  CompletableFuture<R> result();

  /// Has this told of the task's progress while somebody waits for its result. It must not block.
  ///
  /// @return this handle
  TaskHandle<R> onProgress(Consumer<Progress> listener);

  /// The task as it stands.
  Task get();

  default TaskStatus status() {
    return get().status();
  }

  /// Asks to cancel the task: it ends when its handler has heard of it.
  ///
  /// @param reason for people
  /// @return the task as it stands then, such as `cancelling`
  Task cancel(@Nullable String reason);

  /// Asks it to stop at its next checkpoint and to stay until it is resumed.
  Task pause(@Nullable String reason);

  /// Has a paused task go on.
  Task resume(@Nullable String reason);

  /// Puts an ended task back to work under its id.
  Task redrive(@Nullable String reason);
}
