package dev.millrace.events.catalogue;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one executor says of itself every other second. It is for people to look at and no fact:
/// nothing is decided by it.
///
/// @param at when it was made, by the executor's clock
/// @param tasks those that have run the longest, at most [#MOST_TASKS]
/// @param running how many run in all
public record ExecutorSnapshot(
    ExecutorId id,
    String host,
    Instant startedAt,
    Instant at,
    List<TypeLoad> types,
    List<RunningTask> tasks,
    int running) {

  /// Tasks that a snapshot names.
  public static final int MOST_TASKS = 100;

  public ExecutorSnapshot {
    requireNonNull(id, "id");
    requireNonNull(host, "host");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(at, "at");
    types = List.copyOf(types);
    tasks = List.copyOf(tasks);
  }

  /// A type that the executor can run.
  ///
  /// @param permits how many tasks of it may run there at once
  /// @param running how many do
  /// @param waiting tasks of it in the waiting room, of all executors, counted every few seconds;
  ///   null where that is not known
  public record TypeLoad(TaskType type, int permits, int running, @Nullable Integer waiting) {}

  /// A task that runs there.
  ///
  /// @param since when this executor began with it
  public record RunningTask(TaskId id, TaskType type, Instant since) {}
}
