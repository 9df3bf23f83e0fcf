package dev.millrace.events.command;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import java.util.List;
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

  /// The executors that the bulk-control task belongs to; null where they are those of this task.
  default @Nullable ExecutorGroup bulkGroup() {
    return null;
  }

  /// Stop the task for good.
  ///
  /// @param accepted the task, as its caller was told of it
  record CancelTask(
      Actor actor,
      @Nullable Acceptance accepted,
      @Nullable TaskId bulk,
      @Nullable ExecutorGroup bulkGroup)
      implements TaskCommand {
    public CancelTask {
      requireNonNull(actor, "actor");
    }

    public CancelTask(Actor actor, @Nullable Acceptance accepted, @Nullable TaskId bulk) {
      this(actor, accepted, bulk, null);
    }

    public CancelTask(Actor actor, @Nullable Acceptance accepted) {
      this(actor, accepted, null, null);
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
  record RetryTask(Actor actor, @Nullable TaskId bulk, @Nullable ExecutorGroup bulkGroup)
      implements TaskCommand {
    public RetryTask {
      requireNonNull(actor, "actor");
    }

    public RetryTask(Actor actor, @Nullable TaskId bulk) {
      this(actor, bulk, null);
    }

    public RetryTask(Actor actor) {
      this(actor, null, null);
    }
  }

  /// Tell a bulk-control task what has become of commands in its name on tasks of other executors.
  ///
  /// @param actor in whose name they were
  /// @param done those that were followed
  /// @param refused those whose tasks did not allow it any more
  /// @param refusals the first of these
  record CountAnswers(Actor actor, long done, long refused, List<Refusal> refusals)
      implements TaskCommand {

    /// Refusals that one command names.
    public static final int MOST_REFUSALS = 20;

    public CountAnswers {
      requireNonNull(actor, "actor");
      refusals = List.copyOf(refusals);
      if (done < 0 || refused < 0 || refusals.size() > MOST_REFUSALS) {
        throw new IllegalArgumentException(
            "answers are counted from 0, and name at most " + MOST_REFUSALS + " refusals");
      }
    }
  }

  /// A task that was not cancelled or retried.
  record Refusal(TaskId id, String why) {}

  /// Tell a bulk-control task how many commands there are in its name, now that all are written.
  ///
  /// @param commands so many answers end it
  record ExpectAnswers(Actor actor, long commands) implements TaskCommand {
    public ExpectAnswers {
      requireNonNull(actor, "actor");
    }
  }
}
