package dev.millrace.executor.pause;

import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.task.TaskType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Whether work of a type may start: yes, unless the type is paused. What has begun is none of its
/// business; what comes meanwhile waits in the waiting room.
public final class TypeGate {

  private final Set<TaskType> paused = ConcurrentHashMap.newKeySet();

  public boolean isOpen(TaskType type) {
    return !paused.contains(type);
  }

  /// Follows what was said last of a type.
  ///
  /// @return whether that changes anything
  public boolean apply(TypeControl control) {
    return control.paused() ? paused.add(control.type()) : paused.remove(control.type());
  }
}
