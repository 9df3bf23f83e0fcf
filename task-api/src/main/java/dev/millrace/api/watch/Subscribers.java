package dev.millrace.api.watch;

import dev.millrace.events.task.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The listeners that have joined, by what they want to hear: an index by task and one by user, in
/// which equal filters stand once. Not safe for threads; [Fanout] guards it.
final class Audience {

  private final Map<UUID, Set<Listener>> byTask = new HashMap<>();

  /// The listeners of everybody's tasks stand under null.
  private final Map<@Nullable UserId, Map<EventFilter.TasksOf, Set<Listener>>> byUser =
      new HashMap<>();

  void add(Listener listener) {
    switch (listener.interest()) {
      case EventFilter.OneTask(UUID task) ->
          byTask.computeIfAbsent(task, _ -> new LinkedHashSet<>()).add(listener);
      case EventFilter.TasksOf tasks ->
          byUser
              .computeIfAbsent(tasks.user(), _ -> new HashMap<>())
              .computeIfAbsent(tasks, _ -> new LinkedHashSet<>())
              .add(listener);
    }
  }

  void remove(Listener listener) {
    switch (listener.interest()) {
      case EventFilter.OneTask(UUID task) -> remove(byTask, task, listener);
      case EventFilter.TasksOf tasks ->
          byUser.computeIfPresent(
              tasks.user(),
              (_, filters) -> {
                remove(filters, tasks, listener);
                return filters.isEmpty() ? null : filters;
              });
    }
  }

  /// Whether there are streams of many tasks, so that it must be known whose tasks facts are about.
  boolean hasStreamsOfMany() {
    return !byUser.isEmpty();
  }

  List<Listener> all() {
    List<Listener> all = ofMany();
    byTask.values().forEach(all::addAll);
    return all;
  }

  /// Empties it.
  ///
  /// @return who was in it
  List<Listener> removeAll() {
    List<Listener> all = all();
    byTask.clear();
    byUser.clear();
    return all;
  }

  /// Removes the streams of many tasks.
  List<Listener> removeStreamsOfMany() {
    List<Listener> many = ofMany();
    byUser.clear();
    return many;
  }

  /// Those who hear a fact.
  List<Listener> of(LogEntry entry) {
    List<Listener> found = new ArrayList<>(byTask.getOrDefault(entry.task(), Set.of()));
    for (var filters : filters(entry)) {
      filters.forEach((filter, listeners) -> {
        if (filter.admits(entry)) {
          found.addAll(listeners);
        }
      });
    }
    return found;
  }

  /// Whether passing this fact on takes a look at its data: a stream of its task ends with it, or a
  /// filter asks for a status.
  boolean looksInside(LogEntry entry) {
    TaskOrigin origin = entry.origin();
    return byTask.getOrDefault(entry.task(), Set.of()).stream().anyMatch(Listener::looksInside)
        || filters(entry).stream()
            .flatMap(filters -> filters.keySet().stream())
            .anyMatch(
                filter -> !filter.statuses().isEmpty() && origin != null && filter.admits(origin));
  }

  private List<Map<EventFilter.TasksOf, Set<Listener>>> filters(LogEntry entry) {
    TaskOrigin origin = entry.origin();
    return origin == null
        ? List.of()
        : List.of(
            byUser.getOrDefault(origin.user(), Map.of()), byUser.getOrDefault(null, Map.of()));
  }

  private List<Listener> ofMany() {
    List<Listener> many = new ArrayList<>();
    byUser.values().forEach(filters -> filters.values().forEach(many::addAll));
    return many;
  }

  private static <K> void remove(Map<K, Set<Listener>> from, K key, Listener listener) {
    from.computeIfPresent(key, (_, set) -> set.remove(listener) && set.isEmpty() ? null : set);
  }
}
