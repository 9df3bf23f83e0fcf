package dev.millrace.executor.room;

import dev.millrace.events.task.TaskType;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tasks that wait for a permit, shared by all executors.
///
/// A waiting task has no owner, so a dead executor leaves nothing behind here, and any executor
/// with free permits starts it. It is `pending` or `retry` for everyone, as it was before its work
/// item came: no fact says that it waits. Commands end or pause it as any other task that does not
/// run.
///
/// All methods are one transaction and throw [org.springframework.dao.DataAccessException] when the
/// database refuses or cannot be reached.
public interface WaitingRoom {

  /// Lets tasks wait. Tasks that wait already, run, or have gone on since are left as they are. A
  /// crash after the commit has the items delivered again, and they are dropped then.
  ///
  /// @return how many tasks wait now that did not before
  int park(List<WorkItem> items);

  /// Starts waiting tasks of a type, each once among all executors.
  ///
  /// @param room what this executor can take
  Started start(TaskType type, Room room, Choice choice);

  /// Starts waiting tasks whose deadline has passed, so that they end.
  List<TaskClaim> startLate(TaskType type, int limit);

  /// Those of the types with a waiting task.
  Set<TaskType> occupied(Collection<TaskType> types);

  /// How many tasks of each type wait; a type without one is left out.
  Map<TaskType, Crowd> crowds();

  /// What an executor can take.
  ///
  /// @param permits tasks, at least 1
  /// @param size characters of parameters; one task is started whatever its size
  record Room(int permits, long size) {}

  /// What was started.
  ///
  /// @param more whether others may wait still
  record Started(List<TaskClaim> claims, boolean more) {

    /// Nothing was started, and nothing is known about what waits.
    public static final Started NOTHING = new Started(List.of(), true);

    public Started {
      claims = List.copyOf(claims);
    }
  }

  /// How many tasks of one type wait.
  ///
  /// @param oldest when the oldest of them was accepted
  record Crowd(int tasks, Instant oldest) {}
}
