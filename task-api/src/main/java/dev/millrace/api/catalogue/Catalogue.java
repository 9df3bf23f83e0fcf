package dev.millrace.api.catalogue;

import dev.millrace.api.problem.TaskProblem;
import dev.millrace.events.task.TaskType;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The task types that can be asked for. Until it was read once, nothing can be said about any.
public final class Catalogue {

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(30);

  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "batch", "A batch is submitted at /api/tasks/{type}/batch, with the type of its tasks",
          "bulk-control", "Tasks are controlled in bulk at /api/tasks/bulk-control, by a filter");

  private final ConcurrentSkipListMap<String, OfferedType> types = new ConcurrentSkipListMap<>();
  private final AtomicLong version = new AtomicLong();
  private volatile boolean read;

  /// Where the tasks of a type come from that has a way of its own; null for one whose tasks are
  /// submitted under its name.
  public static @Nullable String elsewhere(String type) {
    return ELSEWHERE.get(type);
  }

  /// Adds a type or replaces what was said about it.
  public void put(OfferedType type) {
    types.put(type.entry().type().value(), type);
    version.incrementAndGet();
  }

  void remove(String type) {
    types.remove(type);
    version.incrementAndGet();
  }

  /// From now on, a type that is not here does not exist.
  public void markRead() {
    read = true;
  }

  /// How many tasks of a type may run at once; 0 where there is no limit, or no such type.
  public int fleetLimit(String name) {
    OfferedType type = types.get(name);
    return type == null ? 0 : type.entry().policy().fleetLimit();
  }

  boolean isRead() {
    return read;
  }

  int size() {
    return types.size();
  }

  /// Another one after each change.
  long version() {
    return version.get();
  }

  /// The types that are known so far, by name.
  Collection<OfferedType> known() {
    return types.values();
  }

  /// All types by name.
  ///
  /// @throws ProblemException while the catalogue was not read
  Collection<OfferedType> all() {
    requireRead();
    return types.values();
  }

  /// The type of that name.
  ///
  /// @throws ProblemException when there is none, naming those that there are
  public OfferedType get(String name) {
    OfferedType type = types.get(name);
    if (type != null) {
      return type;
    }
    requireRead();
    List<String> known = types.keySet().stream().filter(one -> elsewhere(one) == null).toList();
    throw Problem.of(
            TaskProblem.UNKNOWN_TYPE,
            "No executor has announced a task type '" + shown(name) + "'; known are " + known)
        .with("known", known)
        .asException();
  }

  /// The type of that name, when it takes new tasks.
  public OfferedType open(String name) {
    OfferedType type = get(name);
    if (!type.entry().available()) {
      String missing = type.entry().missing();
      throw Problem.of(
              TaskProblem.TYPE_UNAVAILABLE,
              String.format(
                  Locale.ROOT,
                  "Task type '%s' takes no new tasks now%s",
                  name,
                  missing == null ? "" : ": " + missing))
          .retryAfter(LATER)
          .asException();
    }
    return type;
  }

  private void requireRead() {
    if (!read) {
      throw Problem.of(
              TaskProblem.CATALOGUE_NOT_READ,
              "The task types have not been read from Kafka since this process started")
          .retryAfter(SOON)
          .asException();
    }
  }

  private static String shown(String name) {
    try {
      return new TaskType(name).value();
    } catch (IllegalArgumentException e) {
      // Not even possible as a name, so not repeated at length.
      return name.length() <= 40 ? name : name.substring(0, 40) + "...";
    }
  }
}
