package dev.millrace.executor.attempt;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.Workload;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.TaskClaim;
import java.time.Instant;
import java.util.UUID;

/// Attempts for tests, of handlers that wait and may be abandoned.
final class Attempts {

  static final HandlerThreads.Kind WAITS =
      new HandlerThreads.Kind(Workload.WAITS, TaskPolicy.STANDARD, true);
  static final HandlerThreads.Kind COMPUTES =
      new HandlerThreads.Kind(Workload.COMPUTES, TaskPolicy.STANDARD, true);

  private Attempts() {}

  static Attempt of(TaskClaim claim) {
    return new Attempt(claim, Instant.EPOCH, WAITS, () -> {});
  }

  /// At a task of its own.
  static Attempt any(HandlerThreads.Kind kind) {
    var task =
        new AcceptedTask(
            new TaskId(UUID.randomUUID()), Instant.EPOCH, FailingBlobs.request(), null);
    return new Attempt(new TaskClaim(task, 1, 0, 1, null), Instant.EPOCH, kind, () -> {});
  }
}
