package dev.millrace.events.lifecycle;

import static dev.millrace.events.task.TaskStatus.CANCELLED;
import static dev.millrace.events.task.TaskStatus.CANCELLING;
import static dev.millrace.events.task.TaskStatus.COMPENSATING;
import static dev.millrace.events.task.TaskStatus.FAILED;
import static dev.millrace.events.task.TaskStatus.PAUSED;
import static dev.millrace.events.task.TaskStatus.PENDING;
import static dev.millrace.events.task.TaskStatus.RETRY;
import static dev.millrace.events.task.TaskStatus.RUNNING;
import static dev.millrace.events.task.TaskStatus.SCHEDULED;
import static dev.millrace.events.task.TaskStatus.TIMEOUT;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
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
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The life of a task: which event is legal where, and where it leads. Total and pure.
public final class TaskLifecycle {

  private static final Set<TaskStatus> WAITING = EnumSet.of(SCHEDULED, PENDING, RETRY, PAUSED);
  private static final Set<TaskStatus> OWNED = EnumSet.of(RUNNING, CANCELLING, COMPENSATING);
  // A task that waits is asked to cancel where an executor has to undo its steps first.
  private static final Set<TaskStatus> CANCELLABLE_BY_RUN =
      EnumSet.of(RUNNING, COMPENSATING, PENDING, RETRY, PAUSED);
  private static final Set<TaskStatus> STARTABLE = EnumSet.of(SCHEDULED, PENDING, RETRY);
  private static final Set<TaskStatus> LIVE = union(WAITING, OWNED);
  private static final Set<TaskStatus> REOPENABLE = EnumSet.of(FAILED, CANCELLED, TIMEOUT);

  private TaskLifecycle() {}

  /// Whether `event` may happen to a task in state `from`; null is a task nobody has heard of.
  public static boolean isLegal(@Nullable TaskStatus from, TaskEvent event) {
    return switch (event) {
      case TaskRestored _ -> true;
      case TaskRequested _ -> from == null;
      case TaskStarted _ -> in(STARTABLE, from);
      case TaskProgressed _, TaskStepCompensated _, TaskTakenOver _ -> in(OWNED, from);
      case TaskStepCompleted _, TaskCompensationStarted _ -> from == RUNNING || from == CANCELLING;
      case TaskRetryScheduled _ -> from == RUNNING || from == COMPENSATING;
      case TaskCancelRequested _ -> in(CANCELLABLE_BY_RUN, from);
      case TaskPaused _ -> from == RUNNING || in(STARTABLE, from);
      case TaskResumed _ -> from == PAUSED;
      case TaskRedriven _ -> in(REOPENABLE, from);
      case TaskCompleted _ -> from == RUNNING || from == CANCELLING;
      case TaskFailed _, TaskTimedOut _ -> in(LIVE, from);
      case TaskCancelled _ -> in(LIVE, from) && from != RUNNING;
    };
  }

  /// The state after `fact`, whether or not it was legal; see [#isLegal].
  ///
  /// A reader that met an illegal fact decides for itself whether to follow it; this says where it
  /// leads.
  public static TaskState after(@Nullable TaskState from, Fact fact) {
    Instant time = fact.time();
    return switch (fact.event()) {
      case TaskRequested e -> waiting(e.runAt());
      case TaskStarted e -> new TaskState.Running(e.attempt(), e.executor());
      case TaskTakenOver e ->
          from instanceof TaskState.Cancelling || from instanceof TaskState.Compensating
              ? from
              : new TaskState.Running(e.attempt(), e.executor());
      case TaskProgressed _, TaskStepCompleted _ -> from == null ? new TaskState.Pending() : from;
      case TaskCompensationStarted _, TaskStepCompensated _ -> new TaskState.Compensating();
      case TaskRetryScheduled e -> new TaskState.Retrying(e.attempt(), e.error(), e.retryAt());
      case TaskCancelRequested e ->
          from instanceof TaskState.Compensating ? from : new TaskState.Cancelling(e.actor());
      case TaskPaused e -> new TaskState.Paused(e.actor());
      case TaskResumed e -> waiting(e.runAt());
      case TaskRedriven _ -> new TaskState.Pending();
      case TaskRestored e -> e.state();
      case TaskCompleted e -> new TaskState.Completed(time, e.result(), e.stored());
      case TaskFailed e -> new TaskState.Failed(time, e.error());
      case TaskCancelled e -> new TaskState.Cancelled(time, e.actor());
      case TaskTimedOut e -> new TaskState.TimedOut(time, e.error());
    };
  }

  private static TaskState waiting(@Nullable Instant runAt) {
    return runAt == null ? new TaskState.Pending() : new TaskState.Scheduled(runAt);
  }

  /// Judges the next fact a reader sees of a task: its order first, then whether it is legal.
  ///
  /// @param sequence the sequence of the last fact applied, or -1 before the first
  public static Verdict judge(long sequence, @Nullable TaskStatus status, Fact next) {
    if (next.sequence() <= sequence) {
      return new Verdict.Duplicate();
    }
    if (next.sequence() > sequence + 1 && !(next.event() instanceof TaskRestored)) {
      return new Verdict.Gap(sequence + 1, next.sequence());
    }
    return isLegal(status, next.event()) ? new Verdict.Legal() : new Verdict.Illegal(status);
  }

  /// What a reader should think of the next fact of a task.
  public sealed interface Verdict {
    /// The fact follows and is allowed.
    record Legal() implements Verdict {}

    /// The fact was seen before: drop it.
    record Duplicate() implements Verdict {}

    /// Facts are missing before this one.
    record Gap(long expected, long actual) implements Verdict {}

    /// The fact follows, and must not happen in this state.
    record Illegal(@Nullable TaskStatus from) implements Verdict {}
  }

  private static boolean in(Set<TaskStatus> states, @Nullable TaskStatus status) {
    return status != null && states.contains(status);
  }

  private static Set<TaskStatus> union(Set<TaskStatus> a, Set<TaskStatus> b) {
    EnumSet<TaskStatus> all = EnumSet.copyOf(a);
    all.addAll(b);
    return all;
  }
}
