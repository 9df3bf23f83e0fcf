package dev.millrace.executor.store;

import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an executor learns when it renews its lease.
///
/// @param remaining empty while the lease was never interrupted; otherwise the tasks that are still
///   this executor's, with their epochs: all others have a new owner
/// @param requests what people ask of this executor's tasks
public record Renewal(Optional<Map<TaskId, Integer>> remaining, List<StopRequest> requests) {

  public Renewal {
    requests = List.copyOf(requests);
  }

  /// Somebody wants a running task to stop.
  public sealed interface StopRequest {

    TaskId taskId();

    /// Which run of it was meant.
    int epoch();

    Actor actor();

    /// Stop for good.
    record Cancel(TaskId taskId, int epoch, Actor actor) implements StopRequest {}

    /// Stop at the next checkpoint.
    record Pause(TaskId taskId, int epoch, Actor actor) implements StopRequest {}
  }
}
