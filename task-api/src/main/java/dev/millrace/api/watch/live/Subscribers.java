package dev.millrace.api.watch.live;

import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.TaskOrigin;
import dev.millrace.events.task.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The listeners of a [Fanout]: how many there are, which of them wait to join, and which have
/// joined. Those stand in an index by task and one by user, in which equal filters stand once.
///
/// Not safe for threads; the [Fanout] guards it.
final class Subscribers {

  private final Set<Listener> waiting = new LinkedHashSet<>();
  private final Map<UUID, Set<Listener>> byTask = new HashMap<>();

  /// The listeners of everybody's tasks stand under null.
  private final Map<@Nullable UserId, Map<EventFilter.TasksOf, Set<Listener>>> byUser =
      new HashMap<>();

  private int entered;

  /// Counts one in, which joins later, and perhaps more than once.
  void enter() {
    entered++;
  }

  /// Forgets one that was counted in.
  void leave(Listener listener) {
    entered--;
    waiting.remove(listener);
    remove(listener);
  }

  /// Whether any is counted in.
  boolean areThere() {
    return entered > 0;
  }

  void await(Listener listener) {
    waiting.add(listener);
  }

  /// Removes those that wait.
  List<Listener> takeWaiting() {
    List<Listener> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  void join(Listener listener) {
    switch (listener.filter()) {
      case EventFilter.OneTask(UUID task) ->
          byTask.computeIfAbsent(task, _ -> new LinkedHashSet<>()).add(listener);
      case EventFilter.TasksOf tasks ->
          byUser
              .computeIfAbsent(tasks.user(), _ -> new HashMap<>())
              .computeIfAbsent(tasks, _ -> new LinkedHashSet<>())
              .add(listener);
    }
  }

  /// Forgets one that has joined.
  void remove(Listener listener) {
    switch (listener.filter()) {
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

  /// Whether any that has joined chooses by the origin of tasks.
  boolean needOrigins() {
    return !byUser.isEmpty();
  }

  /// All that have joined.
  List<Listener> joined() {
    List<Listener> all = ofManyTasks();
    byTask.values().forEach(all::addAll);
    return all;
  }

  /// Forgets all that have joined, and says which.
  List<Listener> takeJoined() {
    List<Listener> all = joined();
    byTask.clear();
    byUser.clear();
    return all;
  }

  /// Forgets those of many tasks that have joined, and says which.
  List<Listener> takeOfManyTasks() {
    List<Listener> many = ofManyTasks();
    byUser.clear();
    return many;
  }

  /// Those that have joined and want a fact.
  List<Listener> of(LogEntry entry, @Nullable TaskOrigin origin) {
    List<Listener> found = new ArrayList<>(ofTask(entry));
    for (var filters : filters(origin)) {
      filters.forEach((filter, listeners) -> {
        if (filter.admits(entry, origin)) {
          found.addAll(listeners);
        }
      });
    }
    return found;
  }

  /// Whether passing this fact on takes a look at its data: a stream of its task ends with it, or a
  /// filter asks for a status.
  boolean lookInside(LogEntry entry, @Nullable TaskOrigin origin) {
    return ofTask(entry).stream().anyMatch(Listener::looksInside)
        || filters(origin).stream()
            .flatMap(filters -> filters.keySet().stream())
            .anyMatch(filter -> !filter.statuses().isEmpty() && filter.admits(origin));
  }

  private Set<Listener> ofTask(LogEntry entry) {
    return byTask.getOrDefault(entry.task(), Set.of());
  }

  private List<Map<EventFilter.TasksOf, Set<Listener>>> filters(@Nullable TaskOrigin origin) {
    return origin == null
        ? List.of()
        : List.of(
            byUser.getOrDefault(origin.user(), Map.of()), byUser.getOrDefault(null, Map.of()));
  }

  private List<Listener> ofManyTasks() {
    List<Listener> many = new ArrayList<>();
    byUser.values().forEach(filters -> filters.values().forEach(many::addAll));
    return many;
  }

  private static <K> void remove(Map<K, Set<Listener>> from, K key, Listener listener) {
    from.computeIfPresent(key, (_, set) -> set.remove(listener) && set.isEmpty() ? null : set);
  }
}
