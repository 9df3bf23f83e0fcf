package dev.millrace.executor.store.rows;

import dev.millrace.events.task.TaskId;
import dev.millrace.executor.store.WorkItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Work items by what the run store does with them: new tasks become rows, each once and in the
/// order of their ids; the others have one.
public record SortedItems(List<WorkItem.Requested> requested, List<WorkItem.Continued> continued) {

  public static SortedItems of(List<WorkItem> items) {
    Map<TaskId, WorkItem.Requested> requested = new TreeMap<>();
    List<WorkItem.Continued> continued = new ArrayList<>();
    for (WorkItem item : items) {
      switch (item) {
        case WorkItem.Requested one -> requested.putIfAbsent(one.taskId(), one);
        case WorkItem.Continued one -> continued.add(one);
      }
    }
    return new SortedItems(List.copyOf(requested.values()), continued);
  }
}
