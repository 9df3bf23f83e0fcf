package dev.millrace.executor.work;

import dev.millrace.events.stored.DataRefusal;
import dev.millrace.events.task.TaskError;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.store.rows.UnstorableTasks;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the tasks of work items that the run store will never hold, whatever the reason: they fail,
/// instead of being pending for ever.
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final TaskError CANNOT_HOLD =
      new TaskError(UnstorableTasks.CODE, "the executor's store cannot hold this task", false);

  private final RunStore store;
  private final EngineMeters meters;

  Refusals(RunStore store, EngineMeters meters) {
    this.store = store;
    this.meters = meters;
  }

  /// Ends the tasks whose requests no store holds.
  ///
  /// @param impossible takes those of which not even an end can be written
  /// @return all others
  List<WorkItem> screen(List<WorkItem> items, List<WorkItem> impossible) {
    List<WorkItem> possible = new ArrayList<>(items.size());
    for (WorkItem item : items) {
      TaskError objection =
          item instanceof WorkItem.Requested one ? UnstorableTasks.objection(one.data()) : null;
      if (objection == null) {
        possible.add(item);
      } else {
        end(item, objection, impossible);
      }
    }
    return possible;
  }

  /// Ends the task of an item that was refused alone.
  ///
  /// @param impossible takes it when not even its end can be written
  /// @throws RuntimeException the failure, when it does not lie in the item: trying again is right
  void end(WorkItem item, RuntimeException failure, List<WorkItem> impossible) {
    throwUnlessData(failure);
    LOG.warn("Task {} cannot be taken in", item.taskId(), failure);
    end(item, CANNOT_HOLD, impossible);
  }

  /// Lets a failure of a batch through that lies in none of its items.
  static void throwUnlessData(RuntimeException failure) {
    if (!DataRefusal.isCauseOf(failure)) {
      throw failure;
    }
  }

  private void end(WorkItem item, TaskError why, List<WorkItem> impossible) {
    try {
      if (store.refuse(item, why)) {
        LOG.warn("Task {} has failed: {}", item.taskId(), why.message());
        meters.unstorable();
      }
    } catch (RuntimeException e) {
      throwUnlessData(e);
      LOG.error("Not even the end of task {} can be written", item.taskId(), e);
      impossible.add(item);
    }
  }
}
