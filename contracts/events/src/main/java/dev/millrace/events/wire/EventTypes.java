package dev.millrace.events.wire;

import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.command.TaskCommand;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The one table of `ce_type` names. A class may be renamed; what stands here may not.
final class EventTypes {

  static final String TYPE_CONTROL = "dev.millrace.task-type.control.v1";
  static final String SUBMIT_TASK = "dev.millrace.task.submit.v1";

  private static final Map<Class<? extends TaskEvent>, String> EVENTS =
      Map.ofEntries(
          Map.entry(TaskRequested.class, "dev.millrace.task.requested.v1"),
          Map.entry(TaskStarted.class, "dev.millrace.task.started.v1"),
          Map.entry(TaskProgressed.class, "dev.millrace.task.progressed.v1"),
          Map.entry(TaskRetryScheduled.class, "dev.millrace.task.retry-scheduled.v1"),
          Map.entry(TaskCancelRequested.class, "dev.millrace.task.cancel-requested.v1"),
          Map.entry(TaskPaused.class, "dev.millrace.task.paused.v1"),
          Map.entry(TaskResumed.class, "dev.millrace.task.resumed.v1"),
          Map.entry(TaskTakenOver.class, "dev.millrace.task.taken-over.v1"),
          Map.entry(TaskStepCompleted.class, "dev.millrace.task.step-completed.v1"),
          Map.entry(TaskCompensationStarted.class, "dev.millrace.task.compensation-started.v1"),
          Map.entry(TaskStepCompensated.class, "dev.millrace.task.step-compensated.v1"),
          Map.entry(TaskRedriven.class, "dev.millrace.task.redriven.v1"),
          Map.entry(TaskRestored.class, "dev.millrace.task.restored.v1"),
          Map.entry(TaskCompleted.class, "dev.millrace.task.completed.v1"),
          Map.entry(TaskFailed.class, "dev.millrace.task.failed.v1"),
          Map.entry(TaskCancelled.class, "dev.millrace.task.cancelled.v1"),
          Map.entry(TaskTimedOut.class, "dev.millrace.task.timed-out.v1"));

  private static final Map<Class<? extends TaskCommand>, String> COMMANDS =
      Map.of(
          TaskCommand.CancelTask.class, "dev.millrace.task.cancel.v1",
          TaskCommand.PauseTask.class, "dev.millrace.task.pause.v1",
          TaskCommand.ResumeTask.class, "dev.millrace.task.resume.v1",
          TaskCommand.RetryTask.class, "dev.millrace.task.retry.v1",
          TaskCommand.CountAnswers.class, "dev.millrace.task.count-answers.v1",
          TaskCommand.ExpectAnswers.class, "dev.millrace.task.expect-answers.v1");

  private static final Map<String, Class<? extends TaskEvent>> EVENTS_BY_NAME = inverse(EVENTS);
  private static final Map<String, Class<? extends TaskCommand>> COMMANDS_BY_NAME =
      inverse(COMMANDS);

  private EventTypes() {}

  static String nameOf(TaskEvent event) {
    return nameOf(EVENTS, event.getClass());
  }

  static String nameOf(TaskCommand command) {
    return nameOf(COMMANDS, command.getClass());
  }

  static @Nullable Class<? extends TaskEvent> eventNamed(String name) {
    return EVENTS_BY_NAME.get(name);
  }

  static @Nullable Class<? extends TaskCommand> commandNamed(String name) {
    return COMMANDS_BY_NAME.get(name);
  }

  private static <T> String nameOf(Map<Class<? extends T>, String> table, Class<?> type) {
    String name = table.get(type);
    if (name == null) {
      throw new IllegalStateException(type + " has no line in the table of type names");
    }
    return name;
  }

  private static <T> Map<String, Class<? extends T>> inverse(Map<Class<? extends T>, String> map) {
    return map.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
  }
}
