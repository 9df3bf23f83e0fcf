package dev.millrace.executor.lease;

import dev.millrace.events.task.TaskId;
import dev.millrace.executor.attempt.Attempt;
import dev.millrace.executor.attempt.OutcomeWriter;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.ProgressReport;
import dev.millrace.executor.store.Renewal;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.StoreGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The heartbeat: renews this executor's lease, carries progress out, brings requests to stop in.
///
/// Whoever was frozen for longer than the lease learns here which tasks it lost, and stops their
/// handlers; what they still do is refused by the epoch. While the database cannot be reached, no
/// new work is let in.
public final class LeaseKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

  /// About a minute.
  static final int BEATS_BETWEEN_LOOKS = 20;

  private final RunStore store;
  private final RunningAttempts running;
  private final OutcomeWriter outcomes;
  private final StoreGate gate;
  private final EngineMeters meters;
  private final Duration interval;
  private final StrayTasks stray;
  private int beats;
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean stopped;
  private final Thread thread;

  /// @param interval between two heartbeats; a fraction of the lease
  public LeaseKeeper(
      RunStore store,
      RunningAttempts running,
      OutcomeWriter outcomes,
      StoreGate gate,
      EngineMeters meters,
      Duration interval) {
    this.store = store;
    this.running = running;
    this.outcomes = outcomes;
    this.gate = gate;
    this.meters = meters;
    this.interval = interval;
    this.stray = new StrayTasks(store, running);
    this.thread = Thread.ofPlatform().name("millrace-lease").unstarted(this::loop);
  }

  public void start() {
    thread.start();
  }

  /// Has the next heartbeat come at once, because there is something to learn from it.
  public void beatNow() {
    wakeUps.release();
  }

  /// Ends the heartbeat; the lease runs out by itself unless it is released.
  public void stop() throws InterruptedException {
    stopped = true;
    wakeUps.release();
    thread.join(Duration.ofSeconds(10));
  }

  private void loop() {
    try {
      do {
        wakeUps.drainPermits();
        beat();
        wakeUps.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS);
      } while (!stopped);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void beat() {
    try {
      // Those that start from here on are claimed under the renewed lease.
      List<Attempt> before = List.copyOf(running.all());
      Renewal renewal = meters.timed("renew", store::renew);
      renewal.remaining().ifPresent(remaining -> stopLost(before, remaining));
      renewal.requests().forEach(this::pass);
      outcomes.progress(untold());
      if (++beats % BEATS_BETWEEN_LOOKS == 0) {
        stray.look();
      }
      gate.open();
    } catch (RuntimeException e) {
      if (gate.storeIsReached()) {
        LOG.warn("The store cannot be reached; no new work until it can: {}", e.toString());
      }
      gate.close();
    }
  }

  private static void stopLost(List<Attempt> attempts, Map<TaskId, Integer> remaining) {
    for (Attempt attempt : attempts) {
      Integer epoch = remaining.get(attempt.claim().taskId());
      if (epoch == null || epoch != attempt.claim().epoch()) {
        attempt.stop(new StopReason.LeaseLost());
      }
    }
  }

  private void pass(Renewal.StopRequest request) {
    Optional.ofNullable(running.find(request.taskId(), request.epoch()))
        .ifPresent(attempt ->
            attempt.stop(
                switch (request) {
                  case Renewal.StopRequest.Cancel cancel ->
                      new StopReason.Cancelled(cancel.actor());
                  case Renewal.StopRequest.Pause pause -> new StopReason.Paused(pause.actor());
                }));
  }

  private List<ProgressReport> untold() {
    List<ProgressReport> reports = new ArrayList<>();
    for (Attempt attempt : running.all()) {
      var progress = attempt.takeProgress();
      if (progress != null) {
        reports.add(new ProgressReport(attempt.claim(), progress));
      }
    }
    return reports;
  }
}
