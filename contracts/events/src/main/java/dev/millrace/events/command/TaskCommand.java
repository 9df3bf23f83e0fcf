package dev.millrace.events.command;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskId;
import org.jspecify.annotations.Nullable;

/// What somebody asks of an accepted task. The owner of the task decides whether it is still
/// possible.
///
/// A command that may hit a task that nobody has started carries the task's acceptance; without it,
/// an executor that has never met the task has to drop the command.
public sealed interface TaskCommand {

  /// Who asks, and why.
  Actor actor();

  /// The bulk-control task that this is asked for, which counts what becomes of it; null where
  /// somebody asks it of this task alone.
  default @Nullable TaskId bulk() {
    return null;
  }

  /// Stop the task for good.
  ///
  /// @param accepted the task, as its caller was told of it
  record CancelTask(Actor actor, @Nullable Acceptance accepted, @Nullable TaskId bulk)
      implements TaskCommand {
    public CancelTask {
      requireNonNull(actor, "actor");
    }

    public CancelTask(Actor actor, @Nullable Acceptance accepted) {
      this(actor, accepted, null);
    }
  }

  /// Stop the task at its next checkpoint and keep it.
  ///
  /// @param accepted the task, as its caller was told of it
  record PauseTask(Actor actor, @Nullable Acceptance accepted) implements TaskCommand {
    public PauseTask {
      requireNonNull(actor, "actor");
    }
  }

  /// Let a paused task go on.
  record ResumeTask(Actor actor) implements TaskCommand {
    public ResumeTask {
      requireNonNull(actor, "actor");
    }
  }

  /// Put an ended task back to work with a fresh retry budget.
  record RetryTask(Actor actor, @Nullable TaskId bulk) implements TaskCommand {
    public RetryTask {
      requireNonNull(actor, "actor");
    }

    public RetryTask(Actor actor) {
      this(actor, null);
    }
  }

  /// Tell a bulk-control task how many commands there are in its name, now that all are written.
  ///
  /// @param commands so many answers end it
  record ExpectAnswers(Actor actor, long commands) implements TaskCommand {
    public ExpectAnswers {
      requireNonNull(actor, "actor");
    }
  }
}
