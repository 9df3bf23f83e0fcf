package dev.millrace.executor.saga;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a task ends once its steps are undone.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SagaEnd.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = SagaEnd.Cancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = SagaEnd.TimedOut.class, name = "timeout")
})
public sealed interface SagaEnd {

  /// A step failed for good.
  ///
  /// @param takeovers true where it outlived too many executors; null otherwise, as in rows of
  ///   before
  record Failed(TaskError error, @JsonInclude(NON_NULL) @Nullable Boolean takeovers)
      implements SagaEnd {
    public Failed {
      requireNonNull(error, "error");
    }

    public Failed(TaskError error) {
      this(error, null);
    }
  }

  /// Somebody wanted the task gone.
  record Cancelled(@Nullable Actor actor) implements SagaEnd {}

  /// The time of the task, or of its attempts, was over.
  record TimedOut(TaskError error) implements SagaEnd {
    public TimedOut {
      requireNonNull(error, "error");
    }
  }

  /// The end that an attempt came to; empty for one that leaves nothing to undo.
  static Optional<SagaEnd> of(TaskEvent.Final event) {
    return switch (event) {
      case TaskFailed failed -> Optional.of(new Failed(failed.error()));
      case TaskCancelled cancelled -> Optional.of(new Cancelled(cancelled.actor()));
      case TaskTimedOut timedOut -> Optional.of(new TimedOut(timedOut.error()));
      case TaskCompleted _ -> Optional.empty();
    };
  }

  /// The task's final event.
  default TaskEvent.Final event(int attempt) {
    return switch (this) {
      case Failed failed -> new TaskFailed(attempt, failed.error());
      case Cancelled cancelled -> new TaskCancelled(cancelled.actor());
      case TimedOut timedOut -> new TaskTimedOut(attempt, timedOut.error());
    };
  }

  /// Whether too many executors vanished while they ran the task.
  default boolean byTakeovers() {
    return this instanceof Failed failed && Boolean.TRUE.equals(failed.takeovers());
  }

  /// What went wrong; null when nothing did.
  default @Nullable TaskError reason() {
    return switch (this) {
      case Failed failed -> failed.error();
      case Cancelled _ -> null;
      case TimedOut timedOut -> timedOut.error();
    };
  }
}
