package dev.millrace.executor.work;

import dev.millrace.executor.lease.TakeoverSweep;
import dev.millrace.executor.store.StoreGate;
import dev.millrace.executor.store.TaskClaim;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes over the tasks that other executors left, as far as there are permits, on one thread for
/// all types.
///
/// It never waits for one type: where no permit is free, the next ones are kept for it until it
/// comes by again, since begun work goes before work that waits. The fleet is not asked: a task
/// that is taken over counts as running all along.
final class Takeovers {

  private static final Logger LOG = LoggerFactory.getLogger(Takeovers.class);
  // Tasks that were handed on go on elsewhere within a second.
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final List<WorkClaimer> intakes;
  private final StoreGate gate;
  private final TakeoverSweep sweep;
  private final Thread thread;
  private final Semaphore stopped = new Semaphore(0);
  private volatile boolean stopping;

  Takeovers(List<WorkClaimer> intakes, StoreGate gate, TakeoverSweep sweep) {
    this.intakes = List.copyOf(intakes);
    this.gate = gate;
    this.sweep = sweep;
    this.thread = Thread.ofPlatform().name("millrace-takeovers").unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopping = true;
    stopped.release();
  }

  void awaitEnd(Duration patience) throws InterruptedException {
    if (!thread.join(patience)) {
      LOG.warn("The takeovers do not come to their end");
    }
  }

  private void loop() {
    try {
      while (!stopping) {
        if (gate.await(PAUSE)) {
          look();
          for (WorkClaimer intake : intakes) {
            if (!stopping && sweep.takeDue(intake.type())) {
              takeOver(intake);
            }
          }
          pause(PAUSE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets time pass, up to the end.
  private void pause(Duration time) throws InterruptedException {
    if (stopped.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
      stopped.release();
    }
  }

  private void look() throws InterruptedException {
    try {
      sweep.look();
    } catch (RuntimeException e) {
      // The heartbeat says so, too, and closes the gate.
      LOG.debug("Nobody looks for tasks to take over for a moment", e);
      pause(AFTER_FAILURE);
    }
  }

  private void takeOver(WorkClaimer intake) throws InterruptedException {
    Permits permits = intake.permits();
    int count = permits.takeForTakeovers(intake.pollSize());
    if (count == 0) {
      sweep.again(intake.type());
      return;
    }
    int used = 0;
    try {
      List<TaskClaim> taken = intake.takeOver(count);
      if (!taken.isEmpty()) {
        sweep.again(intake.type());
        intake.start(taken);
        used = taken.size();
      }
    } catch (RuntimeException e) {
      LOG.warn("No task of type {} is taken over for a moment", intake.type(), e);
      sweep.again(intake.type());
      pause(AFTER_FAILURE);
    } finally {
      permits.giveBack(count - used);
    }
  }
}
