package dev.millrace.systemtest.load;

import dev.millrace.events.task.TaskStatus;
import java.time.Duration;
import java.util.Set;

/// One thing that a user wants.
///
/// @param type the task type
/// @param parameters the body
/// @param runAfter when it is to start, counted from the submission; zero for at once
/// @param steps rows that the task writes when it completes; 0 for types that write none
/// @param then what the user does later on
/// @param after how long after the submission
/// @param ends the statuses in which the task may end
public record Wish(
    String type,
    String parameters,
    Duration runAfter,
    int steps,
    Then then,
    Duration after,
    Set<TaskStatus> ends) {

  /// What follows a submission.
  public enum Then {
    NOTHING,
    CANCEL,
    /// A pause, and a resumption two seconds later.
    PAUSE
  }
}
