package dev.millrace.api.watch;

import dev.millrace.events.task.TaskStatus;
import java.util.Set;

/// What listeners in tests want to hear.
final class Filters {

  private Filters() {}

  /// @param statuses empty for all
  static EventFilter.TasksOf ofAlice(TaskStatus... statuses) {
    return new EventFilter.TasksOf(Entries.ALICE, Set.of(statuses), Set.of(), null);
  }

  static EventFilter.TasksOf ofEverybody(TaskStatus... statuses) {
    return new EventFilter.TasksOf(null, Set.of(statuses), Set.of(), null);
  }
}
