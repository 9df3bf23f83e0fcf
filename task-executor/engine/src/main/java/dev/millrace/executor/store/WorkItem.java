package dev.millrace.executor.store;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.Fact;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;

/// A task that waits for an executor, as it came from its work topic.
public sealed interface WorkItem {

  TaskId taskId();

  /// A task that nobody has started.
  ///
  /// @param data the request as it came, one JSON value
  record Requested(AcceptedTask task, String data) implements WorkItem {

    public Requested {
      requireNonNull(task, "task");
      requireNonNull(data, "data");
    }

    @Override
    public TaskId taskId() {
      return task.taskId();
    }
  }

  /// A task that the run store holds already and that may go on.
  ///
  /// @param type the type whose work topic it came from
  /// @param fact what made it runnable; it is void once the task's sequence has gone on
  record Continued(TaskType type, Fact fact) implements WorkItem {

    public Continued {
      requireNonNull(type, "type");
      requireNonNull(fact, "fact");
    }

    @Override
    public TaskId taskId() {
      return fact.taskId();
    }
  }
}
