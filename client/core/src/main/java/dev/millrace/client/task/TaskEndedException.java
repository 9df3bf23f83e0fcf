package dev.millrace.client.task;

import dev.millrace.client.problem.MillraceException;
import java.util.UUID;

/// The task has ended without a result.
public abstract sealed class TaskEndedException extends MillraceException
    permits TaskFailedException, TaskTimedOutException, TaskCancelledException {

  private final transient Task task;

  TaskEndedException(Task task, String message) {
    super(message);
    this.task = task;
  }

  /// The exception of a task that has ended otherwise than completed.
  ///
  /// @throws IllegalArgumentException for any other task
  public static TaskEndedException of(Task task) {
    return switch (task.status()) {
      case FAILED -> new TaskFailedException(task);
      case TIMEOUT -> new TaskTimedOutException(task);
      case CANCELLED -> new TaskCancelledException(task);
      default -> throw new IllegalArgumentException(task + " has not ended in vain");
    };
  }

  /// The task as it ended.
  public final Task task() {
    return task;
  }

  public final UUID id() {
    return task.id();
  }

  /// `Task 0193... (report) failed at attempt 4: bad-input, line 7 has no price`.
  static String worded(Task task, String end) {
    TaskError error = task.error();
    return "Task "
        + task.id()
        + " ("
        + task.type()
        + ") "
        + end
        + (error == null ? "" : ": " + error.code() + ", " + error.message());
  }
}
