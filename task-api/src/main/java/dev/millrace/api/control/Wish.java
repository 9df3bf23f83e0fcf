package dev.millrace.api.control;

import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.command.Acceptance;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.UserId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may be asked of a task, and where its state allows that. Pure.
///
/// It is allowed where the lifecycle has an event that would answer it. Cancelling what is being
/// cancelled is allowed, so that a caller who did not hear the answer can ask again.
enum Wish {
  CANCEL {
    @Override
    boolean isPossible(TaskStatus status) {
      return TaskLifecycle.isLegal(status, new TaskCancelRequested(ANYBODY))
          || TaskLifecycle.isLegal(status, new TaskCancelled(ANYBODY));
    }

    @Override
    TaskCommand by(Actor actor, @Nullable Acceptance accepted) {
      return new TaskCommand.CancelTask(actor, accepted);
    }
  },
  PAUSE {
    @Override
    boolean isPossible(TaskStatus status) {
      return TaskLifecycle.isLegal(status, new TaskPaused(ANYBODY));
    }

    @Override
    TaskCommand by(Actor actor, @Nullable Acceptance accepted) {
      return new TaskCommand.PauseTask(actor, accepted);
    }
  },
  RESUME {
    @Override
    boolean isPossible(TaskStatus status) {
      return TaskLifecycle.isLegal(status, new TaskResumed(ANYBODY));
    }

    @Override
    TaskCommand by(Actor actor, @Nullable Acceptance accepted) {
      return new TaskCommand.ResumeTask(actor);
    }
  },
  RETRY {
    @Override
    boolean isPossible(TaskStatus status) {
      return TaskLifecycle.isLegal(status, new TaskRedriven(1, ANYBODY));
    }

    @Override
    TaskCommand by(Actor actor, @Nullable Acceptance accepted) {
      return new TaskCommand.RetryTask(actor);
    }
  };

  private static final Actor ANYBODY = new Actor(new UserId("anybody"), null);

  abstract boolean isPossible(TaskStatus status);

  /// The command that carries the wish.
  ///
  /// @param accepted the task, where nobody may have started it yet
  abstract TaskCommand by(Actor actor, @Nullable Acceptance accepted);

  String verb() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /// What can be asked of a task in this state, by verb.
  static List<String> possible(TaskStatus status) {
    return Arrays.stream(values()).filter(wish -> wish.isPossible(status)).map(Wish::verb).toList();
  }
}
