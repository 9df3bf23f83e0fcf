package dev.millrace.api.watch.live;

import dev.millrace.api.watch.log.Entries;
import dev.millrace.events.task.TaskStatus;
import java.util.Set;

/// What listeners in tests want to hear.
public final class Filters {

  private Filters() {}

  /// Facts of alice's tasks.
  ///
  /// @param statuses empty for all
  public static EventFilter.TasksOf ofAlice(TaskStatus... statuses) {
    return new EventFilter.TasksOf(Entries.ALICE, Set.of(statuses), Set.of(), null);
  }

  public static EventFilter.TasksOf ofEverybody(TaskStatus... statuses) {
    return new EventFilter.TasksOf(null, Set.of(statuses), Set.of(), null);
  }
}
