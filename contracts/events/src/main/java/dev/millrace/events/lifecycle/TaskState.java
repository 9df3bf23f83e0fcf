package dev.millrace.events.lifecycle;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a task stands, with just the data that exists there.
///
/// In JSON the property `status` says which state it is.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TaskState.Scheduled.class, name = "scheduled"),
  @JsonSubTypes.Type(value = TaskState.Pending.class, name = "pending"),
  @JsonSubTypes.Type(value = TaskState.Running.class, name = "running"),
  @JsonSubTypes.Type(value = TaskState.Retrying.class, name = "retry"),
  @JsonSubTypes.Type(value = TaskState.Paused.class, name = "paused"),
  @JsonSubTypes.Type(value = TaskState.Cancelling.class, name = "cancelling"),
  @JsonSubTypes.Type(value = TaskState.Compensating.class, name = "compensating"),
  @JsonSubTypes.Type(value = TaskState.Completed.class, name = "completed"),
  @JsonSubTypes.Type(value = TaskState.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = TaskState.Cancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = TaskState.TimedOut.class, name = "timeout")
})
public sealed interface TaskState {

  /// The word users see for this state.
  TaskStatus status();

  /// Accepted, and not to be started before `runAt`.
  record Scheduled(Instant runAt) implements TaskState {
    public Scheduled {
      requireNonNull(runAt, "runAt");
    }

    @Override
    public TaskStatus status() {
      return TaskStatus.SCHEDULED;
    }
  }

  /// Accepted and due; an executor will take it.
  record Pending() implements TaskState {
    @Override
    public TaskStatus status() {
      return TaskStatus.PENDING;
    }
  }

  /// An executor holds its lease.
  record Running(int attempt, ExecutorId executor) implements TaskState {
    public Running {
      requireNonNull(executor, "executor");
    }

    @Override
    public TaskStatus status() {
      return TaskStatus.RUNNING;
    }
  }

  /// Attempt `attempt` failed with `error`; the next one is due at `retryAt`.
  record Retrying(int attempt, TaskError error, Instant retryAt) implements TaskState {
    public Retrying {
      requireNonNull(error, "error");
      requireNonNull(retryAt, "retryAt");
    }

    @Override
    public TaskStatus status() {
      return TaskStatus.RETRY;
    }
  }

  /// Stopped at a checkpoint until somebody resumes it.
  record Paused(Actor actor) implements TaskState {
    public Paused {
      requireNonNull(actor, "actor");
    }

    @Override
    public TaskStatus status() {
      return TaskStatus.PAUSED;
    }
  }

  /// Asked to stop; its handler has not stopped yet.
  record Cancelling(Actor actor) implements TaskState {
    public Cancelling {
      requireNonNull(actor, "actor");
    }

    @Override
    public TaskStatus status() {
      return TaskStatus.CANCELLING;
    }
  }

  /// Its completed steps are being undone.
  record Compensating() implements TaskState {
    @Override
    public TaskStatus status() {
      return TaskStatus.COMPENSATING;
    }
  }

  /// Ended well.
  ///
  /// @param stored where the result is, when it is too large for an event
  record Completed(Instant at, @Nullable Json result, @Nullable StoredResult stored)
      implements TaskState {
    public Completed {
      requireNonNull(at, "at");
    }

    /// With a result that fits, or none.
    public Completed(Instant at, @Nullable Json result) {
      this(at, result, null);
    }

    @Override
    public TaskStatus status() {
      return TaskStatus.COMPLETED;
    }
  }

  /// Gave up.
  record Failed(Instant at, TaskError error) implements TaskState {
    public Failed {
      requireNonNull(at, "at");
      requireNonNull(error, "error");
    }

    @Override
    public TaskStatus status() {
      return TaskStatus.FAILED;
    }
  }

  /// Stopped on request.
  record Cancelled(Instant at, @Nullable Actor actor) implements TaskState {
    public Cancelled {
      requireNonNull(at, "at");
    }

    @Override
    public TaskStatus status() {
      return TaskStatus.CANCELLED;
    }
  }

  /// Ran out of time.
  record TimedOut(Instant at, TaskError error) implements TaskState {
    public TimedOut {
      requireNonNull(at, "at");
      requireNonNull(error, "error");
    }

    @Override
    public TaskStatus status() {
      return TaskStatus.TIMEOUT;
    }
  }
}
