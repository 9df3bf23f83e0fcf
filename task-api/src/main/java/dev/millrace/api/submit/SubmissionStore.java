package dev.millrace.api.submit;

import dev.millrace.events.task.TaskId;
import java.util.List;
import java.util.Map;

/// Where accepted tasks are written, each with its first fact.
interface SubmissionStore {

  /// Writes all or none, in one transaction. When it returns, they are committed.
  ///
  /// Of identical submissions one is written, unless an identical task is in flight already.
  ///
  /// @return the submissions that were not written, each with the task that stands for it
  /// @throws Rejected when the database refused a row; nothing was written
  /// @throws Unavailable when the database cannot be used, or cannot say whether it committed
  Map<TaskId, TaskId> write(List<Submission> group);

  /// Makes room for another task identical to this one, which has ended.
  ///
  /// @throws Unavailable when the database cannot be used
  void giveUpPlace(TaskId ended);

  /// The fault lies in one of the rows; the others may be tried again without it.
  final class Rejected extends RuntimeException {
    Rejected(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// The fault lies with the database; trying again now would end the same way, or do it twice.
  final class Unavailable extends RuntimeException {
    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
