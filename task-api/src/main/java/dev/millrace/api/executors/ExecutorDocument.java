package dev.millrace.api.executors;

import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.ExecutorSnapshot.RunningTask;
import dev.millrace.events.catalogue.ExecutorSnapshot.TypeLoad;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import java.time.Instant;
import java.util.List;

/// An executor as operators see it.
///
/// @param group the executors that it is one of: those that share its database
/// @param seenAt when it was heard of last
/// @param alive whether that was within the last ten seconds
/// @param running how many tasks run there
/// @param tasks those of them that have run the longest, at most 100
record ExecutorDocument(
    ExecutorId id,
    String host,
    ExecutorGroup group,
    boolean alive,
    Instant startedAt,
    Instant seenAt,
    int running,
    List<TypeLoad> types,
    List<RunningTask> tasks) {

  static ExecutorDocument of(ExecutorSnapshot snapshot, Instant seenAt, boolean alive) {
    return new ExecutorDocument(
        snapshot.id(),
        snapshot.host(),
        snapshot.owners(),
        alive,
        snapshot.startedAt(),
        seenAt,
        snapshot.running(),
        snapshot.types(),
        snapshot.tasks());
  }
}
