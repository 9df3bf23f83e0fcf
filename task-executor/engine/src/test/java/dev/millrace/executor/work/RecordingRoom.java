package dev.millrace.executor.work;

import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.room.Choice;
import dev.millrace.executor.room.WaitingRoom;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A waiting room that takes in everything and starts nothing.
final class RecordingRoom implements WaitingRoom {

  final List<TaskId> tasks = new ArrayList<>();
  private final List<String> steps;

  /// @param steps what a test sees, in order
  RecordingRoom(List<String> steps) {
    this.steps = steps;
  }

  @Override
  public int park(List<WorkItem> items) {
    steps.add("park");
    items.forEach(item -> tasks.add(item.taskId()));
    return items.size();
  }

  @Override
  public Started start(TaskType type, Room room, Choice choice) {
    return Started.NOTHING;
  }

  @Override
  public List<TaskClaim> startLate(TaskType type, int limit) {
    return List.of();
  }

  @Override
  public Set<TaskType> occupied(Collection<TaskType> types) {
    return Set.of();
  }

  @Override
  public Map<TaskType, Crowd> crowds() {
    return Map.of();
  }
}
