package dev.millrace.executor.attempt;

import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.journal.Outcome;
import dev.millrace.executor.journal.RunJournal;
import dev.millrace.executor.journal.TaskClaim;
import dev.millrace.executor.observe.EngineMeters;
import java.time.Clock;
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
  private final EngineMeters meters;
  private final Clock clock;
  private final AttemptTimeouts timeouts = new AttemptTimeouts();

  public AttemptRunner(
      RunJournal journal,
      RunningAttempts running,
      OutcomeWriter outcomes,
      EngineMeters meters,
      Clock clock) {
    this.journal = journal;
    this.running = running;
    this.outcomes = outcomes;
    this.meters = meters;
    this.clock = clock;
  }

  /// Starts an attempt.
  ///
  /// @param release gives its permit back
  public void start(TaskHandler<?, ?> handler, TaskClaim claim, Runnable release) {
    Attempt attempt = new Attempt(claim, release);
    running.add(attempt);
    Thread.ofVirtual().name("task " + claim.taskId()).start(() -> run(handler, attempt));
  }

  private void run(TaskHandler<?, ?> handler, Attempt attempt) {
    Ending ending;
    try (var _ = timeouts.watch(attempt, handler.policy(), clock.instant())) {
      StopReason late = attempt.stopReason();
      if (late instanceof StopReason.DeadlinePassed) {
        ending = new Ending.Threw(new AttemptStopped(late));
      } else {
        attempt.runsOn(Thread.currentThread());
        ending = call(handler, attempt);
        attempt.handlerEnded();
      }
    }
    var circumstances =
        new AttemptDecision.Circumstances(
            handler.policy(), clock.instant(), ThreadLocalRandom.current().nextDouble());
    switch (AttemptDecision.of(attempt.claim(), ending, attempt.stopReason(), circumstances)) {
      case AttemptDecision.Write write -> {
        log(attempt, write, ending);
        outcomes.write(
            attempt,
            new Outcome(
                attempt.claim(), circumstances.now(), write.event(), attempt.takeProgress()));
      }
      case AttemptDecision.LeaveIt _ -> {
        meters.left();
        running.remove(attempt);
        attempt.release();
      }
    }
  }

  private Ending call(TaskHandler<?, ?> handler, Attempt attempt) {
    EngineTaskContext context = new EngineTaskContext(attempt, journal);
    try {
      return new Ending.Returned(
          ScopedValue.where(CurrentTask.CONTEXT, context)
              .call(
                  () -> HandlerCall.run(handler, attempt.claim().request().parameters(), context)));
    } catch (Throwable e) {
      // Whatever a handler throws, an Error included, is its own task's end and nobody else's.
      return new Ending.Threw(e);
    }
  }

  private static void log(Attempt attempt, AttemptDecision.Write write, Ending ending) {
    if (ending instanceof Ending.Threw threw) {
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
