package dev.millrace.api.submit.commit;

import dev.millrace.api.idempotency.KeyedCall;
import dev.millrace.events.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where accepted tasks are written, each with its first fact.
public interface SubmissionStore {

  /// Writes all or none, in one transaction. When it returns, they are committed.
  ///
  /// Of identical submissions one is written, unless an identical task is in flight already. Of an
  /// entry whose key somebody else has, nothing is written. An entry that stands alone comes alone,
  /// and nothing of it is written when a task in flight stands for one of its submissions.
  ///
  /// @throws Rejected when the database refused a row; nothing was written
  /// @throws Unavailable when the database cannot be used, or cannot say whether it committed
  Written write(List<Entry> group);

  /// Makes room for another task identical to this one, which has ended.
  ///
  /// @throws Unavailable when the database cannot be used
  void giveUpPlace(TaskId ended);

  /// The options that hold for these tasks, as far as their requests are there.
  ///
  /// @throws Unavailable when the database cannot be used
  Map<TaskId, SubmissionOptions> options(Set<TaskId> tasks);

  /// What became of a group.
  ///
  /// @param standIns the submissions that were not written, each with the task that stands for it
  /// @param taken the keys that somebody else has
  record Written(Map<TaskId, TaskId> standIns, Set<KeyedCall> taken) {

    static final Written ALL = new Written(Map.of(), Set.of());

    boolean hasTaken(Entry entry) {
      return entry.pledge() != null && taken.contains(entry.pledge().call());
    }
  }

  /// Somebody else has the key.
  final class KeyTaken extends RuntimeException {}

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
