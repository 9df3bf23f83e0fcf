package dev.millrace.client.task;

/// The task was cancelled.
public final class TaskCancelledException extends TaskEndedException {

  public TaskCancelledException(Task task) {
    super(task, worded(task, "was cancelled"));
  }
}
