package dev.millrace.api.finalstatus;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether a task is over, as of one fact. Pure.
///
/// @param status the final status; null when the task was reopened
record FinalStatus(UUID taskId, long sequence, Instant time, @Nullable TaskStatus status) {

  /// What the fact says about the end of its task; null when it says nothing.
  static @Nullable FinalStatus of(Fact fact) {
    return switch (fact.event()) {
      case TaskEvent.Final _, TaskRedriven _, TaskRestored _ -> {
        TaskStatus status = TaskLifecycle.after(null, fact).status();
        yield new FinalStatus(
            fact.taskId().value(), fact.sequence(), fact.time(), status.isFinal() ? status : null);
      }
      case TaskRequested _,
          TaskStarted _,
          TaskProgressed _,
          TaskRetryScheduled _,
          TaskCancelRequested _,
          TaskPaused _,
          TaskResumed _,
          TaskTakenOver _,
          TaskCompensationStarted _,
          TaskStepCompleted _,
          TaskStepCompensated _ ->
          null;
    };
  }

  /// Whether it ended badly, by itself.
  boolean isFailure() {
    return status == TaskStatus.FAILED || status == TaskStatus.TIMEOUT;
  }

  /// The newest of each task, in the order of ids, so that two writers meet in the same order.
  static Collection<FinalStatus> newest(List<FinalStatus> endings) {
    TreeMap<UUID, FinalStatus> newest = new TreeMap<>();
    for (FinalStatus ending : endings) {
      newest.merge(ending.taskId, ending, (a, b) -> a.sequence >= b.sequence ? a : b);
    }
    return newest.values();
  }
}
