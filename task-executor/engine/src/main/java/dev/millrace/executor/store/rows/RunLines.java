package dev.millrace.executor.store.rows;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.executor.retry.RetryTopics;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.BegunTask;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.outbox.OutboxFrame;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The outbox lines that a change of the run store leads to, and the columns that follow from them.
public final class RunLines {

  /// The error of a task that outlived too many executors.
  public static final String EXECUTOR_KILLER = "executor-killer";

  /// The error of a task that did not end in the time from its submission on.
  public static final String DEADLINE = "deadline";

  private final ExecutorId self;
  private final Clock clock;

  public RunLines(ExecutorId self, Clock clock) {
    this.self = self;
    this.clock = clock;
  }

  /// The lines of a task's first claim, attempt 1 under epoch 1, and of all that is known of it
  /// already, but for the first sequence.
  public String begun(BegunTask begun) {
    AcceptedTask task = begun.item().task();
    String started =
        tail(task.taskId(), begun.since(), task.traceparent(), new TaskStarted(1, 1, self));
    Outcome end = begun.end();
    if (end == null) {
      return started;
    }
    String before = before(end);
    return (before == null ? started : started + "\n2" + before)
        + "\n"
        + sequence(begun)
        + after(end);
  }

  /// The sequence that a task stands at once it is claimed.
  public static int sequence(BegunTask begun) {
    Outcome end = begun.end();
    return end == null ? 1 : end.lastProgress() == null ? 2 : 3;
  }

  public String tail(TaskClaim claim, TaskEvent event) {
    return tail(claim, clock.instant(), event);
  }

  private static String tail(TaskClaim claim, Instant time, TaskEvent event) {
    return tail(claim.taskId(), time, claim.traceparent(), event);
  }

  /// The line of an attempt's end, but for its sequence.
  public String after(Outcome outcome) {
    TaskClaim claim = outcome.claim();
    OutboxFrame frame =
        OutboxFrame.event(claim.taskId(), outcome.time(), claim.traceparent(), outcome.event());
    return outcome.event() instanceof TaskRetryScheduled retry
        ? frame
            .then(
                RetryTopics.next(claim.task().request().owners(), outcome.time(), retry.retryAt()))
            .tail()
        : frame.tail() + deadLetter(outcome);
  }

  /// The same for an end whose dead letter cannot be written.
  public String afterWithoutLetter(Outcome outcome) {
    return tail(outcome.claim(), outcome.time(), outcome.event());
  }

  public Instant now() {
    return clock.instant();
  }

  /// The line of a fact about a task of which no more is known than its id.
  public String tail(TaskId taskId, Instant time, TaskEvent event) {
    return tail(taskId, time, null, event);
  }

  /// The line of a fact that makes a task runnable again, right after its attempt's end.
  public String runnable(Outcome outcome, TaskEvent event) {
    AcceptedTask task = outcome.claim().task();
    return OutboxFrame.event(task.taskId(), outcome.time(), task.traceparent(), event)
        .then(task.request().workTopic())
        .tail();
  }

  /// The line that follows giving up: the request as it was, by which somebody may redrive it.
  private static String deadLetter(Outcome outcome) {
    return switch (outcome.event()) {
      case TaskFailed failed -> deadLetter(outcome, failed.attempt(), failed.error());
      case TaskTimedOut timedOut -> deadLetter(outcome, timedOut.attempt(), timedOut.error());
      default -> "";
    };
  }

  private static String deadLetter(Outcome outcome, int attempts, TaskError error) {
    AcceptedTask task = outcome.claim().task();
    var why =
        new DeadLetterHeaders(
            reason(outcome, error),
            error.code() + ": " + error.message(),
            attempts,
            new DeadLetterHeaders.Origin(task.request().workTopic(), null, null),
            outcome.time());
    Fact request = new Fact(task.taskId(), 0, task.requestedAt(), task.request());
    return "\n0" + OutboxFrame.deadLetter(request, task.traceparent(), why).tail();
  }

  private static String reason(Outcome outcome, TaskError error) {
    return switch (outcome.cause()) {
      case TAKEOVERS -> DeadLetterHeaders.TAKEOVER_LIMIT;
      case UNSTORABLE -> DeadLetterHeaders.REFUSED;
      case ATTEMPT -> {
        if (outcome.event() instanceof TaskTimedOut) {
          // No handler says how its time ended.
          yield error.code().equals(DEADLINE)
              ? DeadLetterHeaders.DEADLINE
              : DeadLetterHeaders.TIMEOUT;
        }
        yield error.retryable() ? DeadLetterHeaders.RETRIES_EXHAUSTED : DeadLetterHeaders.PERMANENT;
      }
    };
  }

  /// The line of progress that is told right before an outcome, but for its sequence.
  public @Nullable String before(Outcome outcome) {
    return outcome.lastProgress() == null
        ? null
        : tail(outcome.claim(), outcome.time(), new TaskProgressed(outcome.lastProgress()));
  }

  /// An end that is decided here and now.
  public Outcome outcome(TaskClaim claim, TaskEvent event, Outcome.Cause cause) {
    return new Outcome(claim, clock.instant(), event, null, cause);
  }

  public TaskState stateAfter(Outcome outcome) {
    // Where an attempt's end leads does not depend on where it came from, nor on its sequence.
    return TaskLifecycle.after(
        null, new Fact(outcome.claim().taskId(), 1, outcome.time(), outcome.event()));
  }

  public static @Nullable String endedAt(Outcome outcome) {
    return outcome.event() instanceof TaskEvent.Final ? outcome.time().toString() : null;
  }

  public static @Nullable String retryAt(Outcome outcome) {
    return outcome.event() instanceof TaskRetryScheduled retry ? retry.retryAt().toString() : null;
  }

  public static @Nullable String lastProgress(Outcome outcome) {
    return outcome.lastProgress() == null ? null : Json.of(outcome.lastProgress()).text();
  }

  private static String tail(
      TaskId taskId, Instant time, @Nullable String traceparent, TaskEvent event) {
    return OutboxFrame.event(taskId, time, traceparent, event).tail();
  }
}
