package dev.millrace.events;

/// What can happen to a task. Sealed: a new event breaks the build until every reader answers for
/// it.
public sealed interface TaskEvent
    permits TaskEvent.Final,
        TaskRequested,
        TaskStarted,
        TaskProgressed,
        TaskRetryScheduled,
        TaskCancelRequested,
        TaskPaused,
        TaskResumed,
        TaskTakenOver,
        TaskStepCompleted,
        TaskCompensationStarted,
        TaskStepCompensated,
        TaskRedriven,
        TaskRestored {

  /// An event that ends a task. A task has exactly one, unless it is explicitly redriven.
  sealed interface Final extends TaskEvent
      permits TaskCompleted, TaskFailed, TaskCancelled, TaskTimedOut {}
}
