package dev.millrace.executor.lease;

import dev.millrace.events.task.TaskType;
import dev.millrace.executor.store.RunStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Finds the types that have tasks whose executor left them. Who holds the permits of these types
/// takes the tasks over.
public final class TakeoverSweep {

  private final RunStore store;
  private final Set<TaskType> due = ConcurrentHashMap.newKeySet();

  public TakeoverSweep(RunStore store) {
    this.store = store;
  }

  /// Looks, with one query for all types.
  public void look() {
    due.addAll(store.orphaned());
  }

  /// Whether tasks of this type wait to be taken over; answers once for each time they were seen.
  public boolean takeDue(TaskType type) {
    return due.remove(type);
  }

  /// There may be more than were taken.
  public void again(TaskType type) {
    due.add(type);
  }
}
