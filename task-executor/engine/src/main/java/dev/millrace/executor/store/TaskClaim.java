package dev.millrace.executor.store;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.saga.SagaState;
import org.jspecify.annotations.Nullable;

/// The right to run one attempt of a task, for as long as nobody holds a higher epoch.
///
/// @param attempt 1 for the first
/// @param attemptsBefore attempts made before the task was last redriven, which its budget forgets
/// @param epoch the fencing token that guards every write
/// @param checkpoint what an earlier run committed last
/// @param saga where its saga stands, if it has one
public record TaskClaim(
    AcceptedTask task,
    int attempt,
    int attemptsBefore,
    int epoch,
    @Nullable Json checkpoint,
    @Nullable SagaState saga) {

  public TaskClaim {
    requireNonNull(task, "task");
  }

  /// A claim of a task without a saga.
  public TaskClaim(
      AcceptedTask task, int attempt, int attemptsBefore, int epoch, @Nullable Json checkpoint) {
    this(task, attempt, attemptsBefore, epoch, checkpoint, null);
  }

  /// The claim of a task that nobody has started before.
  public static TaskClaim first(AcceptedTask task) {
    return new TaskClaim(task, 1, 0, 1, null);
  }

  /// The same claim, as its saga stands now.
  public TaskClaim with(@Nullable SagaState now) {
    return new TaskClaim(task, attempt, attemptsBefore, epoch, checkpoint, now);
  }

  public TaskId taskId() {
    return task.taskId();
  }

  public TaskRequested request() {
    return task.request();
  }

  public @Nullable String traceparent() {
    return task.traceparent();
  }

  /// How many retries the task has left when this attempt fails.
  public int retriesLeft() {
    return request().maxRetries() - retry();
  }

  /// Which retry this attempt is; 0 for a first attempt.
  public int retry() {
    return attempt - attemptsBefore - 1;
  }
}
