package dev.millrace.executor.catalogue;

import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TaskHandler;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All handlers of this executor, one for each type.
public final class HandlerRegistry {

  private final Map<TaskType, TaskHandler<?, ?>> byType = new LinkedHashMap<>();

  /// @throws IllegalStateException when two handlers claim one type, naming both
  public HandlerRegistry(Collection<? extends TaskHandler<?, ?>> handlers) {
    for (TaskHandler<?, ?> handler : handlers) {
      TaskHandler<?, ?> other = byType.putIfAbsent(handler.type(), handler);
      if (other != null) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "task type '%s' has two handlers, %s and %s: keep one, or rename its type",
                handler.type(),
                other.getClass().getName(),
                handler.getClass().getName()));
      }
    }
  }

  public Collection<TaskHandler<?, ?>> handlers() {
    return byType.values();
  }

  public List<TaskType> types() {
    return List.copyOf(byType.keySet());
  }

  /// What the catalogue says of each type.
  public List<TaskTypeEntry> entries() {
    return byType.values().stream().map(HandlerRegistry::entry).toList();
  }

  private static TaskTypeEntry entry(TaskHandler<?, ?> handler) {
    return new TaskTypeEntry(
        handler.type(),
        handler.description(),
        handler.parametersSchema().orElseGet(() -> ParametersSchema.of(handler.parameters())),
        handler.result().map(ResultSchema::of).orElse(null),
        handler.policy(),
        handler.missing().isEmpty(),
        handler.missing().orElse(null),
        handler.files().orElse(null));
  }
}
