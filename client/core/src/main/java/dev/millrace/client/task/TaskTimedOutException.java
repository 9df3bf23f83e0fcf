package dev.millrace.client.task;

/// The task took longer than it may, and its attempts are used up.
public final class TaskTimedOutException extends TaskEndedException {

  public TaskTimedOutException(Task task) {
    super(task, worded(task, "timed out at attempt " + task.attempt()));
  }

  /// The attempt that was the last one, from 1.
  public int attempt() {
    return task().attempt();
  }
}
