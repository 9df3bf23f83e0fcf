package dev.millrace.executor.attempt;

import dev.millrace.executor.attempt.decision.AttemptDecision;
import dev.millrace.executor.attempt.decision.CompensationDecision;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.attempt.thread.Turn;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.saga.Unwinding;
import dev.millrace.executor.store.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way back of a saga: first it is written down that there is no way forward any more, then the
/// completed steps are undone.
///
/// If the process dies before the first, the attempt ends anew elsewhere and comes here again;
/// after it, whoever takes the task over undoes what is left.
final class Compensations {

  private static final Logger LOG = LoggerFactory.getLogger(Compensations.class);
  private static final Duration TRY_AGAIN = Duration.ofMillis(200);

  private final RunStore store;
  private final RunningAttempts running;
  private final AttemptRunner.Surroundings around;
  private final AttemptTimeouts timeouts;
  private final Clock clock;

  Compensations(
      RunStore store,
      RunningAttempts running,
      AttemptRunner.Surroundings around,
      AttemptTimeouts timeouts,
      Clock clock) {
    this.store = store;
    this.running = running;
    this.around = around;
    this.timeouts = timeouts;
    this.clock = clock;
  }

  /// Turns a saga round, however long the database is away.
  Unwinding begin(Attempt attempt, SagaEnd end) {
    // The handler is through: what it was interrupted for is not to interrupt this.
    Thread.interrupted();
    boolean warned = false;
    while (true) {
      try {
        return store.unwind(attempt.claim(), end);
      } catch (RuntimeException e) {
        StopReason stop = attempt.stopReason();
        if (stop instanceof StopReason.LeaseLost || stop instanceof StopReason.ExecutorStopping) {
          return new Unwinding.Refused();
        }
        if (!warned) {
          LOG.warn("Task {} waits to be undone: {}", attempt.claim().taskId(), e.toString());
          warned = true;
        }
        LockSupport.parkNanos(TRY_AGAIN.toNanos());
      }
    }
  }

  /// The attempt that undoes, in the place of the one that came to its end.
  Attempt inPlaceOf(Attempt ended, SagaState saga) {
    Attempt undoing = ended.undoing(saga);
    running.add(undoing);
    return undoing;
  }

  /// Undoes what is left, and says what that means for the task.
  AttemptDecision undo(TaskHandler<?, ?> handler, Attempt attempt, Turn turn) {
    EngineTaskContext context = new EngineTaskContext(attempt, store);
    Throwable failure;
    attempt.runsOn(Thread.currentThread(), turn);
    turn.pickUp();
    try (var _ = timeouts.watchAttempt(attempt, handler.policy(), clock.instant())) {
      failure = undoAll(handler, attempt, context);
      attempt.handlerEnded();
    }
    if (failure != null) {
      LOG.warn("Task {} could not be undone", attempt.claim().taskId(), failure);
    }
    return CompensationDecision.of(
        attempt.claim(),
        context.sagaRun().state(),
        failure,
        attempt.stopReason(),
        new AttemptDecision.Circumstances(
            handler.policy(),
            handler.retries(),
            clock.instant(),
            ThreadLocalRandom.current().nextDouble()));
  }

  private @Nullable Throwable undoAll(
      TaskHandler<?, ?> handler, Attempt attempt, EngineTaskContext context) {
    Throwable replay = null;
    try {
      if (!context.sagaRun().state().steps().isEmpty()) {
        around.calls().goOn(handler, around.parameters().of(attempt), context);
      }
    } catch (Throwable e) {
      // As a rule what ended the task in the first place; it matters where it came too early.
      replay = e;
    }
    try {
      context.sagaRun().compensate();
      return null;
    } catch (Throwable e) {
      if (replay != null) {
        e.addSuppressed(replay);
      }
      return e;
    }
  }
}
