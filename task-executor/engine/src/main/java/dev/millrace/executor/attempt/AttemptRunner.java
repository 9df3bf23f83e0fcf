package dev.millrace.executor.attempt;

import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.journal.Outcome;
import dev.millrace.executor.journal.RunJournal;
import dev.millrace.executor.journal.TaskClaim;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.saga.Unwinding;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs claimed tasks, each on a virtual thread of its own.
///
/// An attempt counts as running until its outcome is written, so its permit is the back-pressure of
/// a slow database. If the process dies at any point, the task's lease runs out and another
/// executor goes on from the last checkpoint.
public final class AttemptRunner {

  private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

  private final RunJournal journal;
  private final RunningAttempts running;
  private final OutcomeWriter outcomes;
  private final LargeParameters parameters;
  private final LargeResults results;
  private final EngineMeters meters;
  private final Clock clock;
  private final AttemptTimeouts timeouts = new AttemptTimeouts();
  private final Compensations compensations;

  public AttemptRunner(
      RunJournal journal,
      RunningAttempts running,
      OutcomeWriter outcomes,
      LargeParameters parameters,
      LargeResults results,
      EngineMeters meters,
      Clock clock) {
    this.journal = journal;
    this.running = running;
    this.outcomes = outcomes;
    this.parameters = parameters;
    this.results = results;
    this.meters = meters;
    this.clock = clock;
    this.compensations = new Compensations(journal, running, parameters, timeouts, clock);
  }

  /// Starts an attempt.
  ///
  /// @param release gives its permit back
  public void start(TaskHandler<?, ?> handler, TaskClaim claim, Runnable release) {
    Attempt attempt = new Attempt(claim, clock.instant(), release);
    running.add(attempt);
    Thread.ofVirtual().name("task " + claim.taskId()).start(() -> run(handler, attempt));
  }

  private void run(TaskHandler<?, ?> handler, Attempt attempt) {
    SagaState saga = attempt.claim().saga();
    if (saga != null && saga.end() != null) {
      // It has been on its way back before, or is to be: there is no way forward.
      undo(handler, attempt, saga.end(), new AttemptDecision.LeaveIt());
      return;
    }
    EngineTaskContext context = new EngineTaskContext(attempt, journal);
    Ending ending = forward(handler, attempt, context);
    var circumstances =
        new AttemptDecision.Circumstances(
            handler.policy(), clock.instant(), ThreadLocalRandom.current().nextDouble());
    AttemptDecision decision =
        AttemptDecision.of(attempt.claim(), ending, attempt.stopReason(), circumstances);
    log(attempt, decision, ending);
    Optional<SagaEnd> end =
        context.hasSaga() ? CompensationDecision.endOf(decision) : Optional.empty();
    if (end.isPresent()) {
      undo(handler, attempt, end.get(), decision);
    } else {
      carryOut(attempt, decision);
    }
  }

  private Ending forward(TaskHandler<?, ?> handler, Attempt attempt, EngineTaskContext context) {
    try (var _ = timeouts.watch(attempt, handler.policy(), clock.instant())) {
      StopReason late = attempt.stopReason();
      if (late instanceof StopReason.DeadlinePassed) {
        return new Ending.Threw(new AttemptStopped(late));
      }
      attempt.runsOn(Thread.currentThread());
      Ending ending = call(handler, attempt, context);
      attempt.handlerEnded();
      return ending;
    }
  }

  /// @param otherwise what to do when no step of the saga is completed
  private void undo(
      TaskHandler<?, ?> handler, Attempt attempt, SagaEnd end, AttemptDecision otherwise) {
    switch (compensations.begin(attempt, end)) {
      case Unwinding.Begun begun -> {
        Attempt undoing = compensations.inPlaceOf(attempt, begun.saga());
        carryOut(undoing, compensations.undo(handler, undoing));
      }
      case Unwinding.NothingToUndo _ -> carryOut(attempt, otherwise);
      case Unwinding.Refused _ -> carryOut(attempt, new AttemptDecision.LeaveIt());
    }
  }

  private void carryOut(Attempt attempt, AttemptDecision decision) {
    switch (decision) {
      case AttemptDecision.Write write ->
          outcomes.write(
              attempt,
              new Outcome(attempt.claim(), clock.instant(), write.event(), attempt.takeProgress()));
      case AttemptDecision.HandOn _ -> {
        meters.left();
        outcomes.handOn(attempt);
      }
      case AttemptDecision.LeaveIt _ -> {
        meters.left();
        running.remove(attempt);
        attempt.release();
      }
    }
  }

  private Ending call(TaskHandler<?, ?> handler, Attempt attempt, EngineTaskContext context) {
    try {
      return results.keep(
          HandlerCall.runAsCurrent(handler, parameters.of(attempt), context), attempt);
    } catch (Throwable e) {
      // Whatever a handler throws, an Error included, is its own task's end and nobody else's.
      return new Ending.Threw(e);
    }
  }

  private static void log(Attempt attempt, AttemptDecision decision, Ending ending) {
    if (ending instanceof Ending.Threw threw && decision instanceof AttemptDecision.Write write) {
      TaskClaim claim = attempt.claim();
      LOG.atInfo()
          .addKeyValue("taskId", claim.taskId())
          .addKeyValue("type", claim.request().type())
          .addKeyValue("attempt", claim.attempt())
          .setCause(FailureClassifier.isExplained(threw.failure()) ? null : threw.failure())
          .log("Task {} of type {}: {}", claim.taskId(), claim.request().type(), write.event());
    }
  }
}
