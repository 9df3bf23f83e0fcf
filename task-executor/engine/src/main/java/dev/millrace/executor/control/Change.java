package dev.millrace.executor.control;

import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.task.Actor;
import dev.millrace.executor.bulk.BulkRows.Answers;

/// What a command changes.
sealed interface Change {

  /// The owner is asked to stop the handler; the task is `cancelling` until it has.
  record SetCancelFlag(TaskCancelRequested event) implements Change {}

  /// Nothing runs: the task ends here.
  record CancelNow(TaskCancelled event) implements Change {}

  /// Nothing runs, and there are steps of a saga to undo: an executor takes the task over for that.
  record CancelByUndoing(TaskCancelRequested event) implements Change {}

  /// The owner is asked to stop at a checkpoint. No fact yet: the end of the attempt says it.
  record PauseFlag(Actor actor) implements Change {}

  /// Nothing runs: the task is put aside here.
  record PauseNow(TaskPaused event) implements Change {}

  /// The pause that its owner was asked for is off. No fact: nothing has happened yet.
  record WithdrawPause(Actor actor) implements Change {}

  /// The task waits for an executor again.
  record ResumeNow(TaskResumed event) implements Change {}

  /// The task is scheduled again: it was paused before its time, which is still to come.
  record ResumeLater(TaskResumed event) implements Change {}

  /// The ended task waits for an executor again, with a fresh retry budget.
  record Redrive(TaskRedriven event) implements Change {}

  /// A bulk-control task hears how many commands there are in its name. No fact: its result says
  /// it.
  record Note(long commands) implements Change {}

  /// A bulk-control task hears what has become of commands in its name elsewhere. No fact: its
  /// result says it.
  record Count(Answers answers) implements Change {}

  /// Not possible, or done already.
  record Ignored(String reason) implements Change {}
}
