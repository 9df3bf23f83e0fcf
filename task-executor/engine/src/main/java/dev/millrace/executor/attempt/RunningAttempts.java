package dev.millrace.executor.attempt;

import dev.millrace.events.task.TaskId;
import dev.millrace.executor.attempt.decision.StopReason;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All attempts of this process whose end is not written yet.
public final class RunningAttempts {

  private final Map<TaskId, Attempt> byTask = new ConcurrentHashMap<>();

  /// Adds an attempt; an older one of the same task has lost its lease.
  public void add(Attempt attempt) {
    Attempt older = byTask.put(attempt.claim().taskId(), attempt);
    if (older != null) {
      older.stop(new StopReason.LeaseLost());
    }
  }

  public void remove(Attempt attempt) {
    byTask.remove(attempt.claim().taskId(), attempt);
  }

  /// The attempt at a task under exactly this epoch, if it runs here.
  public @Nullable Attempt find(TaskId taskId, int epoch) {
    Attempt attempt = byTask.get(taskId);
    return attempt != null && attempt.claim().epoch() == epoch ? attempt : null;
  }

  /// A view that follows what happens.
  public Collection<Attempt> all() {
    return byTask.values();
  }

  /// Those whose handlers have gone on for longer than `patience` after they were interrupted.
  public List<Attempt> abandonable(Duration patience) {
    return byTask.values().stream().filter(attempt -> attempt.isStubborn(patience)).toList();
  }

  public int count() {
    return byTask.size();
  }
}
