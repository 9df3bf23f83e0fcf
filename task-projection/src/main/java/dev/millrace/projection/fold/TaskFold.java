package dev.millrace.projection.fold;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.TaskCompleted;
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
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.lifecycle.TaskLifecycle.Verdict;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The fold of a task's facts. The result depends on the facts alone, not on how they came in.
///
/// Each fact comes from the one who owns the task, so a doubtful one is rather believed than not:
///
/// - After a gap the fact is followed: what is missing may well have made it legal. Only a
///   completed task stays as it is, because nothing that could be missing reopens it.
/// - An illegal fact in its place is followed while the task lives. After the end it changes
///   nothing but the sequence, lest the next fact be taken for a gap; neither does a second
///   submission.
/// - A task whose submission was never read gets a view all the same, of [Origin.Untold], and the
///   submission, should it come later, fills that in.
/// - [TaskRestored] replaces everything, unless it is older than what is known.
public final class TaskFold {

  private TaskFold() {}

  /// Takes in the next fact of a task; `view` is null before the first.
  public static Folded fold(@Nullable TaskView view, Fact read) {
    Fact fact = asPrecise(read);
    Verdict verdict =
        TaskLifecycle.judge(
            view == null ? -1 : view.sequence(), view == null ? null : view.status(), fact);
    return switch (verdict) {
      case Verdict.Duplicate _ -> again(view, fact);
      case Verdict.Legal _ -> new Folded.Followed(after(view, fact));
      case Verdict.Gap _ ->
          new Folded.Doubtful(
              view != null && view.state() instanceof TaskState.Completed
                  ? view.unchangedBy(fact.sequence())
                  : after(view, fact),
              verdict);
      case Verdict.Illegal _ ->
          new Folded.Doubtful(
              view != null && (view.status().isFinal() || fact.event() instanceof TaskRequested)
                  ? view.unchangedBy(fact.sequence())
                  : after(view, fact),
              verdict);
    };
  }

  /// Takes in a fact of a type that this version does not know: it happened, and says nothing here.
  public static Folded skip(@Nullable TaskView view, TaskId id, long sequence, Instant read) {
    Instant time = asPrecise(read);
    if (view == null) {
      TaskView stub =
          new TaskView(
              id,
              sequence,
              time,
              new Origin.UnknownSubmission(time),
              new TaskState.Pending(),
              AttemptCounts.NONE,
              null);
      return new Folded.Doubtful(stub, new Verdict.Gap(0, sequence));
    }
    if (sequence <= view.sequence()) {
      return new Folded.Duplicate();
    }
    TaskView next = view.unchangedBy(sequence);
    return sequence == view.sequence() + 1
        ? new Folded.Followed(next)
        : new Folded.Doubtful(next, new Verdict.Gap(view.sequence() + 1, sequence));
  }

  private static Folded again(@Nullable TaskView view, Fact fact) {
    if (view != null
        && view.origin() instanceof Origin.UnknownSubmission
        && fact.event() instanceof TaskRequested e) {
      return new Folded.Followed(
          new TaskView(
              view.id(),
              view.sequence(),
              view.updatedAt(),
              Origin.Submitted.of(e, fact.time()),
              view.state(),
              view.effort(),
              Metadata.merged(e.metadata(), view.metadata())));
    }
    return new Folded.Duplicate();
  }

  private static TaskView after(@Nullable TaskView view, Fact fact) {
    Instant time = fact.time();
    return new TaskView(
        fact.taskId(),
        fact.sequence(),
        view == null || time.isAfter(view.updatedAt()) ? time : view.updatedAt(),
        origin(view, fact),
        TaskLifecycle.after(view == null ? null : view.state(), fact),
        effort(view == null ? AttemptCounts.NONE : view.effort(), fact),
        metadata(view == null ? null : view.metadata(), fact));
  }

  private static Origin origin(@Nullable TaskView view, Fact fact) {
    if (fact.event() instanceof TaskRestored e) {
      return Origin.Submitted.of(e.request(), asPrecise(e.requestedAt()));
    }
    if (fact.event() instanceof TaskRequested e) {
      return Origin.Submitted.of(e, fact.time());
    }
    return view == null ? new Origin.UnknownSubmission(fact.time()) : view.origin();
  }

  private static AttemptCounts effort(AttemptCounts effort, Fact fact) {
    Instant time = fact.time();
    return switch (fact.event()) {
      case TaskStarted e -> effort.started(e.attempt(), time);
      case TaskTakenOver e -> effort.started(e.attempt(), time);
      case TaskProgressed e ->
          effort.at(
              effort.pace() == null
                  ? ProgressRate.first(e.progress(), time)
                  : effort.pace().next(e.progress(), time));
      case TaskRetryScheduled e -> effort.retried(e.attempt());
      case TaskRedriven e -> effort.redriven(e.attempt());
      case TaskCompleted e -> effort.attempted(e.attempt());
      case TaskFailed e -> effort.attempted(e.attempt());
      case TaskTimedOut e -> effort.attempted(e.attempt());
      case TaskRestored e -> restored(e);
      case TaskRequested _,
          TaskCancelRequested _,
          TaskCancelled _,
          TaskPaused _,
          TaskResumed _,
          TaskCompensationStarted _,
          TaskStepCompleted _,
          TaskStepCompensated _ ->
          effort;
    };
  }

  /// The retries are not said; without a redrive they follow from the attempts.
  private static AttemptCounts restored(TaskRestored e) {
    int begun = e.state().status() == TaskStatus.RETRY ? e.attempt() : e.attempt() - 1;
    return new AttemptCounts(
        e.attempt(),
        Math.max(0, begun),
        e.startedAt() == null ? null : asPrecise(e.startedAt()),
        e.progress() == null ? null : new ProgressRate(e.progress(), null, null));
  }

  private static @Nullable Json metadata(@Nullable Json metadata, Fact fact) {
    if (fact.event() instanceof TaskRequested e) {
      return e.metadata();
    }
    if (fact.event() instanceof TaskRestored e) {
      return e.request().metadata();
    }
    return fact.event() instanceof TaskCompleted e
        ? Metadata.merged(metadata, e.metadata())
        : metadata;
  }

  private static Fact asPrecise(Fact fact) {
    Instant time = asPrecise(fact.time());
    return time.equals(fact.time())
        ? fact
        : new Fact(fact.taskId(), fact.sequence(), time, fact.event());
  }

  /// Microseconds are what the table keeps: a view must be the same whether or not it was stored
  /// between two facts.
  private static Instant asPrecise(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }
}
