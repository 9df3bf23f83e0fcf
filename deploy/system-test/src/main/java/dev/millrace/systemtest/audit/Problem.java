package dev.millrace.systemtest.audit;

import dev.millrace.events.task.TaskId;

/// A guarantee that did not hold for a task, and what was seen instead.
public record Problem(Guarantee guarantee, TaskId task, String seen) {

  @Override
  public String toString() {
    return guarantee + " " + task + ": " + seen;
  }
}
