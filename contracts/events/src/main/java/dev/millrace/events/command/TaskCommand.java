package dev.millrace.events.command;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.Actor;
import org.jspecify.annotations.Nullable;

/// What somebody asks of an accepted task. The owner of the task decides whether it is still
/// possible.
///
/// A command that may hit a task that nobody has started carries the task's acceptance; without it,
/// an executor that has never met the task has to drop the command.
public sealed interface TaskCommand {

  /// Who asks, and why.
  Actor actor();

  /// Stop the task for good.
  ///
  /// @param accepted the task, as its caller was told of it
  record CancelTask(Actor actor, @Nullable Acceptance accepted) implements TaskCommand {
    public CancelTask {
      requireNonNull(actor, "actor");
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
  record RetryTask(Actor actor) implements TaskCommand {
    public RetryTask {
      requireNonNull(actor, "actor");
    }
  }
}
