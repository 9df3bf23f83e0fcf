package dev.millrace.executor.testkit;

import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.attempt.HandlerCall;
import dev.millrace.executor.attempt.decision.AttemptStopped;
import dev.millrace.executor.attempt.decision.FailureClassifier;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.retry.BackoffSchedule;
import dev.millrace.executor.saga.SagaEnd;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs one task to its end: retries, takeovers after a crash, and the way back of its saga.
///
/// Each run has a handler of its own, so that nothing but the world and what was committed is
/// handed on from one to the next.
final class TaskSimulation {

  private static final int MOST_RUNS = 1000;

  private static final HandlerCall CALLS = new HandlerCall(validator());

  private final Function<TestWorld, ? extends TaskHandler<?, ?>> handlers;
  private final TestWorld world;
  private final Json parameters;
  private final CommittedTask task = new CommittedTask();
  private final List<RecordingTaskContext.Progress> progress = new ArrayList<>();
  private @Nullable KillPoint killPoint;
  private int cancelAfter = Integer.MAX_VALUE;
  private int pauseAfter = Integer.MAX_VALUE;
  private int failures;
  private int runs;

  TaskSimulation(
      Function<TestWorld, ? extends TaskHandler<?, ?>> handlers, TestWorld world, Json parameters) {
    this.handlers = handlers;
    this.world = world;
    this.parameters = parameters;
  }

  /// That of Bean Validation which the application would have, too; null where none is on the class
  /// path.
  private static @Nullable Validator validator() {
    try {
      return Validation.buildDefaultValidatorFactory().getValidator();
    } catch (ValidationException _) {
      return null;
    }
  }

  /// Lets the process die there, once.
  TaskSimulation dyingAt(KillPoint where) {
    killPoint = where;
    return this;
  }

  /// Cancels the task once it has committed so often.
  TaskSimulation cancelledAfter(int commits) {
    cancelAfter = commits;
    return this;
  }

  /// Pauses the task once it has committed so often, and resumes it.
  TaskSimulation pausedAfter(int commits) {
    pauseAfter = commits;
    return this;
  }

  RunResult toTheEnd() {
    world.dyingAt(killPoint);
    while (runs < MOST_RUNS) {
      runs++;
      TaskHandler<?, ?> handler = handlers.apply(world);
      RecordingTaskContext context = context(handler);
      TaskEvent.@Nullable Final end = null;
      try {
        end = run(handler, context);
      } catch (Crash _) {
        killPoint = null;
      } finally {
        progress.addAll(context.progress());
      }
      if (end != null) {
        return ran(end);
      }
    }
    throw new AssertionError("the task has not ended after " + MOST_RUNS + " runs");
  }

  private RecordingTaskContext context(TaskHandler<?, ?> handler) {
    RecordingTaskContext context =
        new RecordingTaskContext(world.database(), task, attempt()).dyingAt(killPoint);
    Duration limit = handler.policy().timeout();
    if (limit != null) {
      context.timingOutAfter(limit, world.clock());
    }
    return pauseAfter < cancelAfter
        ? context.pausingAfter(pauseAfter)
        : context.stoppingAfter(cancelAfter);
  }

  /// One run; null when another one is to follow.
  private TaskEvent.@Nullable Final run(TaskHandler<?, ?> handler, RecordingTaskContext context) {
    try {
      if (task.saga.unwinds()) {
        return undone(handler, context);
      }
      boolean begins = task.checkpoint == null && task.saga.steps().isEmpty();
      return new TaskCompleted(
          attempt(),
          begins
              ? CALLS.begin(handler, parameters, context)
              : CALLS.goOn(handler, parameters, context),
          null);
    } catch (Crash dead) {
      throw dead;
    } catch (Throwable thrown) {
      return ended(handler, context, thrown);
    }
  }

  /// What a failure, or a request to stop, means for the task; null when it goes on.
  private TaskEvent.@Nullable Final ended(
      TaskHandler<?, ?> handler, RecordingTaskContext context, Throwable thrown) {
    TaskPolicy policy = handler.policy();
    FailureClassifier.Failure failure =
        FailureClassifier.classify(thrown, handler.retries(), world.clock().instant());
    boolean again = failure.error().retryable();
    SagaEnd end = new SagaEnd.Failed(failure.error());
    switch (context.stopReason()) {
      case StopReason.Paused _ when isStop(thrown) -> {
        pauseAfter = Integer.MAX_VALUE;
        return null;
      }
      case StopReason.Cancelled _ -> {
        again = false;
        end = new SagaEnd.Cancelled(null);
      }
      case StopReason.TookTooLong late -> {
        again = policy.retryOnTimeout();
        end = new SagaEnd.TimedOut(late.error());
      }
      case null, default -> {}
    }
    if (again && failures < policy.maxRetries()) {
      failures++;
      world.clock().advance(BackoffSchedule.delay(policy, failures, 0, failure.retryAfter()));
      return null;
    }
    return task.saga.unwinds() ? new TaskFailed(attempt(), failure.error()) : turned(context, end);
  }

  private static boolean isStop(Throwable thrown) {
    return thrown instanceof AttemptStopped || thrown instanceof InterruptedException;
  }

  /// How the task ends; null when steps are to be undone first.
  private TaskEvent.@Nullable Final turned(RecordingTaskContext context, SagaEnd end) {
    if (task.saga.steps().isEmpty()) {
      return end.event(attempt());
    }
    try {
      context.turnRound(end);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return null;
  }

  private TaskEvent.Final undone(TaskHandler<?, ?> handler, RecordingTaskContext context)
      throws Exception {
    SagaEnd end = task.saga.end();
    if (end == null) {
      throw new IllegalStateException("a saga that is undone has a reason");
    }
    try {
      CALLS.goOn(handler, parameters, context);
    } catch (Crash dead) {
      throw dead;
    } catch (Throwable _) {
      // As a rule what ended the task, or the first step that was not completed; a compensation
      // that was not heard of is missed by what follows.
    }
    context.compensate();
    return end.event(attempt());
  }

  /// A takeover is the same attempt.
  private int attempt() {
    return failures + 1;
  }

  private RunResult ran(TaskEvent.Final end) {
    return new RunResult(
        end,
        task.checkpoint,
        List.copyOf(task.facts),
        List.copyOf(task.writes),
        List.copyOf(task.submitted),
        world.seen().get(),
        List.copyOf(progress),
        task.commits,
        runs,
        world.sideEffects());
  }
}
