package dev.millrace.systemtest.load;

import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import java.util.Set;

/// A promise: this task was answered with 202.
///
/// @param ends the statuses in which it may end
/// @param steps rows that it writes when it completes
public record Accepted(TaskId id, Set<TaskStatus> ends, int steps) {

  public Accepted {
    ends = Set.copyOf(ends);
  }
}
