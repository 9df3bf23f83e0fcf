package dev.millrace.executor.lease;

import dev.millrace.events.task.TaskId;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.store.RunStore;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives back tasks that are this executor's and that nothing here runs.
///
/// A claim leaves such tasks whose commit counted and whose answer was lost with its connection:
/// tried again, it finds them taken. Nobody would take them over while this executor lives. A task
/// is given back at the second look that misses it, for at the first its claim may be on its way
/// here. Used by one thread.
final class StrayTasks {

  private static final Logger LOG = LoggerFactory.getLogger(StrayTasks.class);

  private final RunStore store;
  private final RunningAttempts running;
  private Map<TaskId, Integer> missed = Map.of();

  StrayTasks(RunStore store, RunningAttempts running) {
    this.store = store;
    this.running = running;
  }

  void look() {
    Map<TaskId, Integer> now = store.held();
    now.entrySet().removeIf(held -> running.find(held.getKey(), held.getValue()) != null);
    Map<TaskId, Integer> before = missed;
    missed = Map.copyOf(now);
    now.entrySet().retainAll(before.entrySet());
    if (!now.isEmpty()) {
      LOG.warn("{} tasks are given back that are claimed here and do not run", now.size());
      store.handOver(now);
    }
  }
}
