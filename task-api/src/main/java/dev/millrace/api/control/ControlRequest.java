package dev.millrace.api.control;

import dev.millrace.api.query.TaskAction;
import dev.millrace.events.command.Acceptance;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may be asked of a task, and the command that carries it. Pure.
enum ControlRequest {
  CANCEL(TaskAction.CANCEL) {
    @Override
    TaskCommand by(Actor actor, @Nullable Acceptance accepted) {
      return new TaskCommand.CancelTask(actor, accepted);
    }
  },
  PAUSE(TaskAction.PAUSE) {
    @Override
    TaskCommand by(Actor actor, @Nullable Acceptance accepted) {
      return new TaskCommand.PauseTask(actor, accepted);
    }
  },
  RESUME(TaskAction.RESUME) {
    @Override
    TaskCommand by(Actor actor, @Nullable Acceptance accepted) {
      return new TaskCommand.ResumeTask(actor);
    }
  },
  RETRY(TaskAction.RETRY) {
    @Override
    TaskCommand by(Actor actor, @Nullable Acceptance accepted) {
      return new TaskCommand.RetryTask(actor);
    }
  };

  private final TaskAction action;

  ControlRequest(TaskAction action) {
    this.action = action;
  }

  /// The command that carries the wish.
  ///
  /// @param accepted the task, where nobody may have started it yet
  abstract TaskCommand by(Actor actor, @Nullable Acceptance accepted);

  TaskAction action() {
    return action;
  }

  boolean isPossible(TaskStatus status) {
    return action.isPossible(status);
  }

  String verb() {
    return action.verb();
  }

  /// What can be asked of a task in this state, by verb.
  static List<String> possible(TaskStatus status) {
    return TaskAction.possible(status).stream().map(TaskAction::verb).toList();
  }
}
