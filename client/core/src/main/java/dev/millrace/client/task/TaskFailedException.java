package dev.millrace.client.task;

/// The task failed: no further attempt is made, unless it is redriven.
public final class TaskFailedException extends TaskEndedException {

  public TaskFailedException(Task task) {
    super(task, worded(task, "failed at attempt " + task.attempt()));
  }

  /// The stable word of the failure, such as `bad-input`; `unknown` where none was given.
  public String code() {
    TaskError error = task().error();
    return error == null ? "unknown" : error.code();
  }

  /// The attempt that was the last one, from 1.
  public int attempt() {
    return task().attempt();
  }
}
