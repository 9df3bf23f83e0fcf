package dev.millrace.api.watch;

import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which facts somebody wants to hear. Pure.
sealed interface EventFilter {

  boolean admits(LogEntry entry);

  /// All facts of one task.
  record OneTask(UUID task) implements EventFilter {
    @Override
    public boolean admits(LogEntry entry) {
      return entry.task().equals(task);
    }
  }

  /// Facts of a user's tasks, or of everybody's. An empty set admits any.
  ///
  /// @param user whose; null is everybody's
  /// @param statuses that the fact leaves the task in
  record TasksOf(
      @Nullable UserId user,
      Set<TaskStatus> statuses,
      Set<TaskType> types,
      @Nullable ProjectId project)
      implements EventFilter {
    @Override
    public boolean admits(LogEntry entry) {
      TaskOrigin origin = entry.origin();
      return origin != null && admits(origin) && (statuses.isEmpty() || contains(entry.status()));
    }

    /// The same but for the status, which takes a look inside the fact.
    boolean admits(TaskOrigin origin) {
      return (user == null || origin.user().equals(user))
          && (types.isEmpty() || types.contains(origin.type()))
          && (project == null || project.equals(origin.project()));
    }

    private boolean contains(@Nullable TaskStatus status) {
      return status != null && statuses.contains(status);
    }
  }
}
