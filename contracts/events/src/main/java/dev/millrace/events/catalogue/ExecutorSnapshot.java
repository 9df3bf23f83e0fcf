package dev.millrace.events.catalogue;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one executor says of itself every other second. It is for people to look at and no fact;
/// all that is decided by it is that another executor does not start beside this one.
///
/// @param at when it was made, by the executor's clock
/// @param tasks those that have run the longest, at most [#MOST_TASKS]
/// @param running how many run in all
/// @param group the executors that it is one of, as [ExecutorGroup#named] says it; see [#owners]
/// @param database which database they share; null from executors of before
public record ExecutorSnapshot(
    ExecutorId id,
    String host,
    Instant startedAt,
    Instant at,
    List<TypeLoad> types,
    List<RunningTask> tasks,
    int running,
    @Nullable ExecutorGroup group,
    @Nullable String database) {

  /// Tasks that a snapshot names.
  public static final int MOST_TASKS = 100;

  public ExecutorSnapshot {
    requireNonNull(id, "id");
    requireNonNull(host, "host");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(at, "at");
    types = List.copyOf(types);
    tasks = List.copyOf(tasks);
    group = ExecutorGroup.of(group).named();
  }

  /// An executor of the default group.
  public ExecutorSnapshot(
      ExecutorId id,
      String host,
      Instant startedAt,
      Instant at,
      List<TypeLoad> types,
      List<RunningTask> tasks,
      int running) {
    this(id, host, startedAt, at, types, tasks, running, null, null);
  }

  /// The executors that it is one of.
  public ExecutorGroup owners() {
    return ExecutorGroup.of(group);
  }

  /// Whether it takes new tasks of a type.
  public boolean offers(TaskType type) {
    return types.stream().anyMatch(load -> load.type().equals(type) && !load.isFinishing());
  }

  /// A type that the executor can run.
  ///
  /// @param permits how many tasks of it may run there at once
  /// @param running how many do
  /// @param waiting tasks of it in the waiting room, of all executors, counted every few seconds;
  ///   null where that is not known
  /// @param finishing true where it runs those tasks alone that its group has, and takes no new
  ///   ones; else null
  public record TypeLoad(
      TaskType type,
      int permits,
      int running,
      @Nullable Integer waiting,
      @Nullable Boolean finishing) {

    public TypeLoad {
      requireNonNull(type, "type");
      finishing = Boolean.TRUE.equals(finishing) ? true : null;
    }

    /// A type of which it takes new tasks.
    public TypeLoad(TaskType type, int permits, int running, @Nullable Integer waiting) {
      this(type, permits, running, waiting, null);
    }

    private boolean isFinishing() {
      return finishing != null;
    }
  }

  /// A task that runs there.
  ///
  /// @param since when this executor began with it
  public record RunningTask(TaskId id, TaskType type, Instant since) {}
}
