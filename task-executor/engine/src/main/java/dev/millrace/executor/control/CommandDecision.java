package dev.millrace.executor.control;

import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.executor.bulk.BulkRefusal;
import dev.millrace.executor.bulk.BulkRows.Answers;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a command means for a task. The one place that decides it; pure.
///
/// Whether it is possible is [TaskLifecycle]'s word on the event that it would lead to; a command
/// that is not, or that says again what was asked already, changes nothing.
final class CommandDecision {

  private CommandDecision() {}

  /// Decides.
  ///
  /// @param standing null when no executor has met the task, and the command does not bring it
  ///   along
  static Change of(@Nullable Standing standing, TaskCommand command, Instant now) {
    return switch (command) {
      case TaskCommand.ExpectAnswers expected -> new Change.Note(expected.commands());
      case TaskCommand.CountAnswers counted -> new Change.Count(answers(counted));
      case TaskCommand.CancelTask _,
          TaskCommand.PauseTask _,
          TaskCommand.ResumeTask _,
          TaskCommand.RetryTask _ ->
          standing == null
              ? new Change.Ignored("no executor has met the task")
              : ofTask(standing, command, now);
    };
  }

  private static Answers answers(TaskCommand.CountAnswers counted) {
    return new Answers(
        counted.done(),
        counted.refused(),
        counted.refusals().stream().map(one -> new BulkRefusal(one.id(), one.why())).toList());
  }

  private static Change ofTask(Standing standing, TaskCommand command, Instant now) {
    Actor actor = command.actor();
    return switch (command) {
      case TaskCommand.CancelTask _ -> cancel(standing, actor);
      case TaskCommand.PauseTask _ -> pause(standing, actor);
      case TaskCommand.ResumeTask _ -> resume(standing, actor, now);
      case TaskCommand.RetryTask _ when standing.unstorable() ->
          new Change.Ignored("its request could not be stored; submit it anew");
      case TaskCommand.RetryTask _ -> {
        TaskRedriven event = new TaskRedriven(standing.attempt(), actor);
        yield ifLegal(standing, event, () -> new Change.Redrive(event));
      }
      case TaskCommand.ExpectAnswers _, TaskCommand.CountAnswers _ ->
          new Change.Ignored("it is for bulk controls");
    };
  }

  private static Change cancel(Standing standing, Actor actor) {
    if (!standing.isHeld() && standing.hasSteps()) {
      TaskCancelRequested event = new TaskCancelRequested(actor);
      return ifLegal(standing, event, () -> new Change.CancelByUndoing(event));
    }
    if (!standing.isHeld()) {
      TaskCancelled event = new TaskCancelled(actor);
      return ifLegal(standing, event, () -> new Change.CancelNow(event));
    }
    if (standing.cancelAsked()) {
      return new Change.Ignored("it was asked before");
    }
    TaskCancelRequested event = new TaskCancelRequested(actor);
    return ifLegal(standing, event, () -> new Change.SetCancelFlag(event));
  }

  private static Change pause(Standing standing, Actor actor) {
    TaskPaused event = new TaskPaused(actor);
    if (!standing.isHeld()) {
      return ifLegal(standing, event, () -> new Change.PauseNow(event));
    }
    if (standing.pauseAsked()) {
      return new Change.Ignored("it was asked before");
    }
    return ifLegal(standing, event, () -> new Change.PauseFlag(actor));
  }

  private static Change resume(Standing standing, Actor actor, Instant now) {
    if (standing.status() == TaskStatus.RUNNING && standing.pauseAsked()) {
      return new Change.WithdrawPause(actor);
    }
    Instant runAt = standing.runAt();
    if (runAt != null && standing.attempt() == 0 && runAt.isAfter(now)) {
      TaskResumed event = new TaskResumed(actor, runAt);
      return ifLegal(standing, event, () -> new Change.ResumeLater(event));
    }
    TaskResumed event = new TaskResumed(actor);
    return ifLegal(standing, event, () -> new Change.ResumeNow(event));
  }

  private static Change ifLegal(Standing standing, TaskEvent event, Supplier<Change> change) {
    return TaskLifecycle.isLegal(standing.status(), event)
        ? change.get()
        : new Change.Ignored("the task is " + standing.status().wire());
  }
}
