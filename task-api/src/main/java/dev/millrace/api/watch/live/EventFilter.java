package dev.millrace.api.watch.live;

import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.TaskOrigin;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which facts a listener gets. Pure.
public sealed interface EventFilter {

  /// Whether it admits a fact.
  ///
  /// @param origin of its task; null where it is not known
  boolean admits(LogEntry entry, @Nullable TaskOrigin origin);

  /// Whether it takes the origin of a task to choose.
  boolean needsOrigins();

  /// All facts of one task.
  record OneTask(UUID task) implements EventFilter {
    @Override
    public boolean admits(LogEntry entry, @Nullable TaskOrigin origin) {
      return entry.task().equals(task);
    }

    @Override
    public boolean needsOrigins() {
      return false;
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
    public boolean admits(LogEntry entry, @Nullable TaskOrigin origin) {
      return admits(origin) && (statuses.isEmpty() || contains(entry.status()));
    }

    @Override
    public boolean needsOrigins() {
      return true;
    }

    /// The same but for the status, which takes a look inside the fact.
    boolean admits(@Nullable TaskOrigin origin) {
      return origin != null
          && (user == null || origin.user().equals(user))
          && (types.isEmpty() || types.contains(origin.type()))
          && (project == null || project.equals(origin.project()));
    }

    private boolean contains(@Nullable TaskStatus status) {
      return status != null && statuses.contains(status);
    }
  }
}
