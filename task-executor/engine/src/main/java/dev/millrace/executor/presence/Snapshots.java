package dev.millrace.executor.presence;

import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.ExecutorSnapshot.RunningTask;
import dev.millrace.events.catalogue.ExecutorSnapshot.TypeLoad;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Makes snapshots of one executor. Pure.
///
/// @param permits how many tasks of each type may run here
/// @param finishing those of these types of which no new task is taken
/// @param group the executors that it is one of
/// @param database which database they share
public record Snapshots(
    ExecutorId id,
    String host,
    Instant startedAt,
    Map<TaskType, Integer> permits,
    Set<TaskType> finishing,
    ExecutorGroup group,
    Supplier<String> database) {

  public Snapshots {
    permits = Map.copyOf(permits);
    finishing = Set.copyOf(finishing);
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
                type,
                count,
                byType.getOrDefault(type, 0L).intValue(),
                waiting.get(type),
                finishing.contains(type))));
    List<RunningTask> longest =
        running.stream()
            .sorted(Comparator.comparing(RunningTask::since))
            .limit(ExecutorSnapshot.MOST_TASKS)
            .toList();
    return new ExecutorSnapshot(
        id,
        host,
        startedAt,
        now,
        List.copyOf(types.values()),
        longest,
        running.size(),
        group,
        database.get());
  }
}
