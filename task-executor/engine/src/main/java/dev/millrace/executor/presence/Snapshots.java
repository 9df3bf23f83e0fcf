package dev.millrace.executor.presence;

import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.ExecutorSnapshot.RunningTask;
import dev.millrace.events.catalogue.ExecutorSnapshot.TypeLoad;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes snapshots of one executor. Pure.
///
/// @param permits how many tasks of each type may run here
public record Snapshots(
    ExecutorId id, String host, Instant startedAt, Map<TaskType, Integer> permits) {

  public Snapshots {
    permits = Map.copyOf(permits);
  }

  /// @param waiting tasks of each type in the waiting room; empty before that is known
  ExecutorSnapshot of(
      Collection<RunningTask> running, Map<TaskType, Integer> waiting, Instant now) {
    Map<TaskType, Long> byType =
        running.stream().collect(Collectors.groupingBy(RunningTask::type, Collectors.counting()));
    Map<String, TypeLoad> types = new TreeMap<>();
    permits.forEach((type, count) ->
        types.put(
            type.value(),
            new TypeLoad(
                type, count, byType.getOrDefault(type, 0L).intValue(), waiting.get(type))));
    List<RunningTask> longest =
        running.stream()
            .sorted(Comparator.comparing(RunningTask::since))
            .limit(ExecutorSnapshot.MOST_TASKS)
            .toList();
    return new ExecutorSnapshot(
        id, host, startedAt, now, List.copyOf(types.values()), longest, running.size());
  }
}
