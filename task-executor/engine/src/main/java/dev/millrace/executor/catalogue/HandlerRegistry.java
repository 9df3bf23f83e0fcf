package dev.millrace.executor.catalogue;

import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TaskHandler;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// All handlers of this executor, one for each type.
public final class HandlerRegistry {

  private final Map<TaskType, TaskHandler<?, ?>> byType = new LinkedHashMap<>();
  private final Offer offer;

  /// What is announced of the handlers' types.
  ///
  /// @param group the executors that new tasks belong to
  /// @param finishes types that are run and not announced
  /// @param everybodys whether every group has a handler's type, so that it is no group's
  public record Offer(
      ExecutorGroup group, Set<TaskType> finishes, Predicate<TaskHandler<?, ?>> everybodys) {

    /// All types, as those of the default group.
    static final Offer ALL = new Offer(ExecutorGroup.DEFAULT, Set.of(), _ -> false);
  }

  /// Announces all types as the default group's.
  public HandlerRegistry(Collection<? extends TaskHandler<?, ?>> handlers) {
    this(handlers, Offer.ALL);
  }

  /// @throws IllegalStateException when two handlers claim one type, naming both; or when there is
  ///   none for a type that is to be finished
  public HandlerRegistry(Collection<? extends TaskHandler<?, ?>> handlers, Offer offer) {
    this.offer = offer;
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
    for (TaskType type : offer.finishes()) {
      if (!byType.containsKey(type)) {
        throw new IllegalStateException(
            "millrace.executor.finishes names task type '" + type + "', which has no handler here");
      }
    }
  }

  public Collection<TaskHandler<?, ?>> handlers() {
    return byType.values();
  }

  public List<TaskType> types() {
    return List.copyOf(byType.keySet());
  }

  /// Types that are run for the tasks that the group has, and not announced.
  public Set<TaskType> finishes() {
    return offer.finishes();
  }

  /// The executors that new tasks belong to.
  public ExecutorGroup group() {
    return offer.group();
  }

  /// The types whose new tasks are to be this group's alone.
  public Set<TaskType> claimed() {
    return byType.values().stream()
        .filter(handler -> !offer.everybodys().test(handler))
        .map(TaskHandler::type)
        .filter(type -> !offer.finishes().contains(type))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// What the catalogue says of each type that is announced.
  public List<TaskTypeEntry> entries() {
    return byType.values().stream()
        .filter(handler -> !offer.finishes().contains(handler.type()))
        .map(this::entry)
        .toList();
  }

  private TaskTypeEntry entry(TaskHandler<?, ?> handler) {
    return new TaskTypeEntry(
        handler.type(),
        handler.description(),
        handler.parametersSchema().orElseGet(() -> ParametersSchema.of(handler.parametersType())),
        handler.result().map(ResultSchema::of).orElse(null),
        handler.policy(),
        handler.missing().isEmpty(),
        handler.missing().orElse(null),
        handler.files().orElse(null),
        offer.everybodys().test(handler) ? null : offer.group());
  }
}
