package dev.millrace.executor.attempt;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.attempt.thread.HandlerThreads;
import dev.millrace.executor.handler.Workload;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import java.time.Instant;
import java.util.UUID;

/// Attempts for tests, of handlers that wait and may be abandoned.
public final class Attempts {

  public static final HandlerThreads.Kind WAITS =
      new HandlerThreads.Kind(Workload.WAITS, TaskPolicy.STANDARD, true);
  public static final HandlerThreads.Kind COMPUTES =
      new HandlerThreads.Kind(Workload.COMPUTES, TaskPolicy.STANDARD, true);

  private Attempts() {}

  public static Attempt of(TaskClaim claim) {
    return of(claim, () -> {});
  }

  public static Attempt of(TaskClaim claim, Runnable release) {
    return new Attempt(claim, Instant.EPOCH, WAITS, release);
  }

  /// One that runs here.
  public static Attempt running(RunningAttempts running, TaskClaim claim) {
    Attempt attempt = of(claim);
    running.add(attempt);
    return attempt;
  }

  /// Whether its handler was asked to come to an end.
  public static boolean isStopped(Attempt attempt) {
    return attempt.stopReason() != null;
  }

  /// A work item of a new task.
  public static WorkItem work() {
    return new WorkItem.Requested(task(), "");
  }

  /// At a task of its own.
  public static Attempt any(HandlerThreads.Kind kind) {
    return new Attempt(new TaskClaim(task(), 1, 0, 1, null), Instant.EPOCH, kind, () -> {});
  }

  private static AcceptedTask task() {
    return new AcceptedTask(
        new TaskId(UUID.randomUUID()), Instant.EPOCH, FailingBlobs.request(), null);
  }
}
