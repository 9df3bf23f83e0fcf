package dev.millrace.api.executors;

import dev.millrace.api.query.document.TypeLoads;
import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.task.ExecutorGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The newest snapshot of each executor, with when it was heard of. No clock of an executor counts.
final class ExecutorList {

  /// Snapshots come every two seconds; one whose last is older than this is taken for dead.
  static final Duration ALIVE = Duration.ofSeconds(10);

  static final Duration REMEMBERED = Duration.ofHours(1);

  /// Owns tasks that wait to be taken over, and is no executor.
  private static final String NOBODY = "nobody";

  private final ConcurrentSkipListMap<String, Heard> byId = new ConcurrentSkipListMap<>();
  private volatile boolean read;

  /// @param at when it was heard of, by the clock of the broker or this process
  record Heard(ExecutorSnapshot snapshot, Instant at) {}

  /// Takes a snapshot, unless a newer one is known.
  void put(ExecutorSnapshot snapshot, Instant at) {
    String id = snapshot.id().value();
    if (!id.equals(NOBODY)) {
      byId.merge(id, new Heard(snapshot, at), (old, now) -> old.at().isAfter(now.at()) ? old : now);
    }
  }

  /// The executor has stopped and said so.
  void remove(String id) {
    byId.remove(id);
  }

  /// From now on, an executor that is not here is not alive.
  void markRead() {
    read = true;
  }

  /// What runs of a type in all living executors of a group together; null where none of them runs
  /// it.
  ///
  /// @param fleetLimit how many may run in all of them together; 0 is as many as they can
  TypeLoads.@Nullable Load load(String type, ExecutorGroup group, int fleetLimit, Instant now) {
    List<ExecutorSnapshot.TypeLoad> loads = loads(type, group, now).toList();
    if (loads.isEmpty()) {
      return null;
    }
    int permits = loads.stream().mapToInt(ExecutorSnapshot.TypeLoad::permits).sum();
    return new TypeLoads.Load(
        loads.stream().mapToInt(ExecutorSnapshot.TypeLoad::running).sum(),
        fleetLimit == 0 ? permits : Math.min(fleetLimit, permits));
  }

  /// Why no executor of a group takes in tasks of a type; null where one does, or that is not
  /// known.
  @Nullable String absence(String type, ExecutorGroup group, Instant now) {
    if (!read || loads(type, group, now).findAny().isPresent()) {
      return null;
    }
    return living(now).contains(group)
        ? "no executor of group " + group + " runs this type"
        : "no executor of group " + group + " is alive";
  }

  /// The groups that have an executor that is alive.
  SortedSet<ExecutorGroup> living(Instant now) {
    SortedSet<ExecutorGroup> groups = new TreeSet<>();
    alive(now).forEach(snapshot -> groups.add(snapshot.owners()));
    return groups;
  }

  private Stream<ExecutorSnapshot.TypeLoad> loads(String type, ExecutorGroup group, Instant now) {
    return alive(now)
        .filter(snapshot -> snapshot.owners().equals(group))
        .flatMap(snapshot -> snapshot.types().stream())
        .filter(load -> load.type().value().equals(type));
  }

  private Stream<ExecutorSnapshot> alive(Instant now) {
    return byId.values().stream()
        .filter(heard -> heard.at().plus(ALIVE).isAfter(now))
        .map(Heard::snapshot);
  }

  /// All executors heard of within the last hour, by their ids.
  List<ExecutorDocument> at(Instant now) {
    byId.values().removeIf(heard -> heard.at().plus(REMEMBERED).isBefore(now));
    return byId.values().stream()
        .map(heard ->
            ExecutorDocument.of(heard.snapshot(), heard.at(), heard.at().plus(ALIVE).isAfter(now)))
        .toList();
  }
}
