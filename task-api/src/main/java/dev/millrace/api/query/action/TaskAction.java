package dev.millrace.api.query.action;

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

/// What can be asked of a task, in which states, and the command that carries it. Pure.
///
/// It is allowed where the lifecycle has an event that would answer it. Cancelling what is being
/// cancelled is allowed, so that a caller who did not hear the answer can ask again.
public enum TaskAction {
  CANCEL("cancel", "DELETE", ""),
  PAUSE("pause", "POST", "/pause"),
  RESUME("resume", "POST", "/resume"),
  REDRIVE("retry", "POST", "/retry");

  private static final Actor ANYBODY = new Actor(new UserId("anybody"), null);

  private final String verb;
  private final String method;
  private final String path;

  TaskAction(String verb, String method, String path) {
    this.verb = verb;
    this.method = method;
    this.path = path;
  }

  /// Whether a task in this state can be asked for it.
  public boolean isPossible(TaskStatus status) {
    return switch (this) {
      case CANCEL ->
          TaskLifecycle.isLegal(status, new TaskCancelRequested(ANYBODY))
              || TaskLifecycle.isLegal(status, new TaskCancelled(ANYBODY));
      case PAUSE -> TaskLifecycle.isLegal(status, new TaskPaused(ANYBODY));
      case RESUME -> TaskLifecycle.isLegal(status, new TaskResumed(ANYBODY));
      case REDRIVE -> TaskLifecycle.isLegal(status, new TaskRedriven(1, ANYBODY));
    };
  }

  /// The command that carries it.
  ///
  /// @param accepted the task, where no executor may have met it yet
  public TaskCommand command(Actor actor, @Nullable Acceptance accepted) {
    return switch (this) {
      case CANCEL -> new TaskCommand.CancelTask(actor, accepted);
      case PAUSE -> new TaskCommand.PauseTask(actor, accepted);
      case RESUME -> new TaskCommand.ResumeTask(actor);
      case REDRIVE -> new TaskCommand.RetryTask(actor);
    };
  }

  /// The word for it, in problems and links.
  public String verb() {
    return verb;
  }

  /// The action of a word.
  ///
  /// @throws IllegalArgumentException when there is none of that name
  public static TaskAction parse(String verb) {
    return Arrays.stream(values())
        .filter(action -> action.verb.equals(verb))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("no action is called " + verb));
  }

  /// The HTTP method that asks for it.
  public String method() {
    return method;
  }

  /// What follows the task's address in the one that asks for it.
  public String path() {
    return path;
  }

  /// What can be asked of a task in this state. What failed before any attempt was never accepted
  /// by those who would run it, so there is nothing that they could do again.
  ///
  /// @param attempt which one the task is in; 0 before the first
  public static List<TaskAction> possible(TaskStatus status, int attempt) {
    return Arrays.stream(values())
        .filter(action -> action.isPossible(status))
        .filter(action -> action != REDRIVE || status != TaskStatus.FAILED || attempt > 0)
        .toList();
  }
}
