package dev.millrace.executor.attempt;

import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.attempt.decision.AttemptDecision;
import dev.millrace.executor.attempt.decision.AttemptStopped;
import dev.millrace.executor.attempt.decision.CompensationDecision;
import dev.millrace.executor.attempt.decision.FailureClassifier;
import dev.millrace.executor.attempt.decision.HandlerResult;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.attempt.thread.HandlerThreads;
import dev.millrace.executor.attempt.thread.Turn;
import dev.millrace.executor.handler.RetryRules;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.saga.Unwinding;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs claimed tasks, each on a thread of its own.
///
/// An attempt counts as running until its outcome is written, so its permit is the back-pressure of
/// a slow database. If the process dies at any point, the task's lease runs out and another
/// executor goes on from the last checkpoint.
///
/// Of an attempt that is abandoned the end is written without its handler, and the permit given
/// back. Whatever the handler still does finds its task ended, or under a higher epoch.
public final class AttemptRunner {

  private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

  private final RunStore store;
  private final RunningAttempts running;
  private final OutcomeWriter outcomes;
  private final EngineMeters meters;
  private final Surroundings around;
  private final Clock clock;
  private final AttemptTimeouts timeouts = new AttemptTimeouts();
  private final Compensations compensations;

  /// What handlers need, and where they run.
  public record Surroundings(
      HandlerThreads threads,
      AbandonedHandlers abandoned,
      HandlerCall calls,
      LargeParameters parameters,
      LargeResults results) {}

  public AttemptRunner(
      RunStore store,
      RunningAttempts running,
      OutcomeWriter outcomes,
      Surroundings around,
      EngineMeters meters,
      Clock clock) {
    this.store = store;
    this.running = running;
    this.outcomes = outcomes;
    this.around = around;
    this.meters = meters;
    this.clock = clock;
    this.compensations = new Compensations(store, running, around, timeouts, clock);
  }

  /// Starts an attempt.
  ///
  /// @param release gives its permit back
  public void start(TaskHandler<?, ?> handler, TaskClaim claim, Runnable release) {
    HandlerThreads.Kind kind = around.threads().kindOf(handler);
    Attempt attempt = new Attempt(claim, clock.instant(), kind, release);
    running.add(attempt);
    around.threads().start(kind, "task " + claim.taskId(), () -> run(handler, attempt));
  }

  /// Starts attempts at new tasks that are claimed afterwards.
  ///
  /// @param handler a pure one
  /// @param items of different tasks
  /// @param release gives a task's permit back
  public EarlyStarts startEarly(
      TaskHandler<?, ?> handler, List<WorkItem.Requested> items, Consumer<TaskClaim> release) {
    HandlerThreads.Kind kind = around.threads().kindOf(handler);
    EarlyStarts starts = new EarlyStarts(items.size(), store, running, outcomes, meters);
    for (WorkItem.Requested item : items) {
      TaskClaim claim = TaskClaim.first(item.task());
      EarlyStart start = starts.next();
      Attempt attempt =
          Attempt.early(claim, clock.instant(), kind, () -> release.accept(claim), start);
      starts.add(item, attempt, start);
      around.threads().start(kind, "task " + claim.taskId(), () -> run(handler, attempt));
    }
    return starts;
  }

  private void run(TaskHandler<?, ?> handler, Attempt attempt) {
    Turn turn = around.threads().turn(attempt.kind());
    SagaState saga = attempt.claim().saga();
    if (saga != null && saga.end() != null) {
      // It has been on its way back before, or is to be: there is no way forward.
      undo(handler, attempt, turn, saga.end(), new AttemptDecision.Abandon());
      return;
    }
    EngineTaskContext context = new EngineTaskContext(attempt, store);
    HandlerResult ending = forward(handler, attempt, turn, context);
    if (attempt.isAbandoned()) {
      around.abandoned().ended(attempt);
      return;
    }
    AttemptDecision decision =
        AttemptDecision.of(
            attempt.claim(),
            ending,
            attempt.stopReason(),
            circumstances(handler.policy(), handler.retries()));
    log(attempt, decision, ending);
    Optional<SagaEnd> end =
        context.hasSaga() ? CompensationDecision.endOf(decision) : Optional.empty();
    if (end.isPresent()) {
      undo(handler, attempt, turn, end.get(), decision);
    } else {
      carryOut(attempt, decision);
    }
  }

  private AttemptDecision.Circumstances circumstances(TaskPolicy policy, RetryRules rules) {
    return new AttemptDecision.Circumstances(
        policy, rules, clock.instant(), ThreadLocalRandom.current().nextDouble());
  }

  /// Ends an attempt whose handler goes on although it was interrupted.
  ///
  /// @return false when the handler has ended meanwhile
  public boolean abandon(Attempt attempt) {
    StopReason stop = attempt.stopReason();
    around.abandoned().add(attempt);
    if (stop == null || !attempt.abandon()) {
      around.abandoned().ended(attempt);
      return false;
    }
    // Not on the caller's thread: what waits for the database must not hold up the next one.
    Thread.ofPlatform()
        .daemon()
        .name("abandoned " + attempt.claim().taskId())
        .start(() -> endWithoutHandler(attempt, stop));
    return true;
  }

  /// A saga is undone by whoever takes it over, under a higher epoch: its handler is called again,
  /// and the one that goes on here must not come in between.
  private void endWithoutHandler(Attempt attempt, StopReason stop) {
    TaskClaim claim = attempt.claim();
    SagaState saga = claim.saga();
    if (attempt.undoes() && saga != null) {
      carryOut(
          attempt,
          CompensationDecision.of(
              claim,
              saga,
              new AttemptStopped(stop),
              stop,
              circumstances(attempt.kind().policy(), RetryRules.STANDARD)));
      return;
    }
    AttemptDecision decision = AttemptDecision.abandoned(claim, stop);
    Optional<SagaEnd> end = CompensationDecision.endOf(decision);
    if (end.isEmpty()) {
      carryOut(attempt, decision);
      return;
    }
    switch (compensations.begin(attempt, end.get())) {
      case Unwinding.Begun _ -> carryOut(attempt, new AttemptDecision.HandOn());
      case Unwinding.NothingToUndo _ -> carryOut(attempt, decision);
      case Unwinding.Refused _ -> carryOut(attempt, new AttemptDecision.Abandon());
    }
  }

  private HandlerResult forward(
      TaskHandler<?, ?> handler, Attempt attempt, Turn turn, EngineTaskContext context) {
    try (var _ = timeouts.watchDeadline(attempt, clock.instant())) {
      StopReason late = attempt.stopReason();
      if (late instanceof StopReason.DeadlinePassed) {
        return new HandlerResult.Threw(new AttemptStopped(late));
      }
      attempt.runsOn(Thread.currentThread(), turn);
      HandlerResult ending = call(handler, attempt, context);
      attempt.handlerEnded();
      return ending;
    }
  }

  /// @param otherwise what to do when no step of the saga is completed
  private void undo(
      TaskHandler<?, ?> handler,
      Attempt attempt,
      Turn turn,
      SagaEnd end,
      AttemptDecision otherwise) {
    switch (compensations.begin(attempt, end)) {
      case Unwinding.Begun begun -> {
        Attempt undoing = compensations.inPlaceOf(attempt, begun.saga());
        AttemptDecision decision = compensations.undo(handler, undoing, turn);
        if (undoing.isAbandoned()) {
          around.abandoned().ended(undoing);
        } else {
          carryOut(undoing, decision);
        }
      }
      case Unwinding.NothingToUndo _ -> carryOut(attempt, otherwise);
      case Unwinding.Refused _ -> carryOut(attempt, new AttemptDecision.Abandon());
    }
  }

  private void carryOut(Attempt attempt, AttemptDecision decision) {
    switch (decision) {
      case AttemptDecision.Write write ->
          end(
              attempt,
              new Outcome(
                  attempt.claim(),
                  clock.instant(),
                  write.event(),
                  attempt.takeProgress(),
                  write.cause()));
      case AttemptDecision.HandOn _ -> {
        meters.left();
        outcomes.handOver(attempt);
      }
      case AttemptDecision.Abandon _ -> leave(attempt);
    }
  }

  private void end(Attempt attempt, Outcome outcome) {
    if (attempt.leavesToClaim(outcome)) {
      return;
    }
    if (attempt.awaitClaim()) {
      outcomes.write(attempt, outcome);
    } else {
      leave(attempt);
    }
  }

  private void leave(Attempt attempt) {
    meters.left();
    running.remove(attempt);
    attempt.release();
  }

  private HandlerResult call(
      TaskHandler<?, ?> handler, Attempt attempt, EngineTaskContext context) {
    try {
      attempt.turn().take();
      try (var _ = timeouts.watchAttempt(attempt, handler.policy(), clock.instant())) {
        return around
            .results()
            .keep(run(handler, attempt, around.parameters().of(attempt), context), attempt);
      }
    } catch (Throwable e) {
      // Whatever a handler throws, an Error included, is its own task's end and nobody else's.
      return new HandlerResult.Threw(e);
    }
  }

  private @Nullable Json run(
      TaskHandler<?, ?> handler, Attempt attempt, Json parameters, EngineTaskContext context)
      throws Exception {
    TaskClaim claim = attempt.claim();
    boolean begins = claim.checkpoint() == null && claim.saga() == null;
    return begins
        ? around.calls().begin(handler, parameters, context)
        : around.calls().goOn(handler, parameters, context);
  }

  private static void log(Attempt attempt, AttemptDecision decision, HandlerResult ending) {
    if (ending instanceof HandlerResult.Threw threw
        && decision instanceof AttemptDecision.Write write) {
      TaskClaim claim = attempt.claim();
      // How a handler was stopped that somebody wanted to stop is nothing to look into.
      boolean failed =
          write.event() instanceof TaskFailed || write.event() instanceof TaskRetryScheduled;
      boolean explained = !failed || FailureClassifier.isExplained(threw.failure());
      LOG.atInfo()
          .addKeyValue("taskId", claim.taskId())
          .addKeyValue("type", claim.request().type())
          .addKeyValue("attempt", claim.attempt())
          .setCause(explained ? null : threw.failure())
          .log("Task {} of type {}: {}", claim.taskId(), claim.request().type(), write.event());
    }
  }
}
