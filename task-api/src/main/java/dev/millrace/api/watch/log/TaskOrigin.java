package dev.millrace.api.watch.log;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import org.jspecify.annotations.Nullable;

/// What never changes of a task, and streams are chosen by.
public record TaskOrigin(UserId user, TaskType type, @Nullable ProjectId project) {

  /// Reads it out of a fact; null where that does not say it.
  static @Nullable TaskOrigin of(Fact fact) {
    if (fact.event() instanceof TaskRequested said) {
      return of(said);
    }
    return fact.event() instanceof TaskRestored said ? of(said.request()) : null;
  }

  private static TaskOrigin of(TaskRequested said) {
    return new TaskOrigin(said.userId(), said.type(), said.projectId());
  }
}
