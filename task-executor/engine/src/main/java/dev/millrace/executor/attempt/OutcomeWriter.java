package dev.millrace.executor.attempt;

import static java.util.stream.Collectors.toMap;

import dev.millrace.events.TaskFailed;
import dev.millrace.events.stored.DataRefusal;
import dev.millrace.events.task.TaskError;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.ProgressReport;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.rows.UnstorableTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the outcomes of many attempts in one transaction: whatever has queued up while the last
/// one was committed.
///
/// One thread writes all outcomes and all progress, so the two never lock rows in different order.
/// What cannot be written while the database is away stays queued and is written when it is back;
/// if the process dies meanwhile, the tasks run again elsewhere.
public final class OutcomeWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeWriter.class);
  private static final int LARGEST_BATCH = 500;
  private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

  private final RunStore store;
  private final RunningAttempts running;
  private final EngineMeters meters;
  private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean giveUp;

  private sealed interface Entry {
    record Ended(Attempt attempt, Outcome outcome) implements Entry {}

    record HandedOn(Attempt attempt) implements Entry {}

    record Progressed(List<ProgressReport> reports) implements Entry {}

    record WakeUp() implements Entry {}
  }

  public OutcomeWriter(RunStore store, RunningAttempts running, EngineMeters meters) {
    this.store = store;
    this.running = running;
    this.meters = meters;
    this.thread = Thread.ofPlatform().name("millrace-outcomes").unstarted(this::loop);
  }

  public void start() {
    thread.start();
  }

  public void write(Attempt attempt, Outcome outcome) {
    queue.add(new Entry.Ended(attempt, outcome));
  }

  /// Gives a task back, after whatever was said of it.
  public void handOver(Attempt attempt) {
    queue.add(new Entry.HandedOn(attempt));
  }

  /// Emits progress, in order with the outcomes.
  public void progress(List<ProgressReport> reports) {
    if (!reports.isEmpty()) {
      queue.add(new Entry.Progressed(reports));
    }
  }

  private void loop() {
    List<Entry> batch = new ArrayList<>(LARGEST_BATCH);
    while (!closing || !queue.isEmpty()) {
      try {
        batch.add(queue.take());
        queue.drainTo(batch, LARGEST_BATCH - 1);
      } catch (InterruptedException e) {
        // Nobody but close() interrupts this thread, and it has set its flags before.
      }
      writeAll(batch);
      batch.clear();
    }
  }

  private void writeAll(List<Entry> batch) {
    // Progress first: an outcome in this batch was decided after it was reported.
    List<ProgressReport> reports = new ArrayList<>();
    List<Entry.Ended> ended = new ArrayList<>();
    List<Attempt> handedOn = new ArrayList<>();
    for (Entry entry : batch) {
      switch (entry) {
        case Entry.Progressed progressed -> reports.addAll(progressed.reports());
        case Entry.Ended end -> ended.add(end);
        case Entry.HandedOn handed -> handedOn.add(handed.attempt());
        case Entry.WakeUp _ -> {}
      }
    }
    if (!reports.isEmpty()) {
      writeProgress(reports);
    }
    if (!ended.isEmpty()) {
      writeEnded(ended);
    }
    if (!handedOn.isEmpty()) {
      writeHandedOn(handedOn);
    }
  }

  private void writeHandedOn(List<Attempt> attempts) {
    try {
      store.handOver(
          attempts.stream()
              .map(Attempt::claim)
              .collect(toMap(TaskClaim::taskId, TaskClaim::epoch, Math::max)));
    } catch (RuntimeException e) {
      // They are given back with the lease then, or when it runs out.
      LOG.warn("{} tasks are not handed on at once: {}", attempts.size(), e.toString());
    }
    attempts.forEach(attempt -> {
      running.remove(attempt);
      attempt.release();
    });
  }

  private void writeProgress(List<ProgressReport> reports) {
    try {
      store.progress(reports);
    } catch (RuntimeException e) {
      // Progress may be thinned: the next report of the same task says more.
      LOG.debug("Progress of {} tasks is left out", reports.size(), e);
    }
  }

  private void writeEnded(List<Entry.Ended> ended) {
    List<Outcome> outcomes = ended.stream().map(Entry.Ended::outcome).toList();
    Set<Outcome> refused = writeUntilDone(outcomes);
    for (Entry.Ended end : ended) {
      running.remove(end.attempt());
      end.attempt().release();
      if (refused != null && refused.contains(end.outcome())) {
        meters.refused();
        LOG.info(
            "Late outcome of task {} refused: its epoch {} is over",
            end.outcome().claim().taskId(),
            end.outcome().claim().epoch());
      } else if (refused != null) {
        meters.ended(end.outcome().event());
      }
    }
  }

  /// Writes outcomes, however long the database is away.
  ///
  /// A lost connection leaves open whether the commit counted. If it did, writing again is refused,
  /// which is harmless: the rows are as they should be.
  private @Nullable Set<Outcome> writeUntilDone(List<Outcome> outcomes) {
    boolean warned = false;
    while (!giveUp) {
      try {
        return new HashSet<>(meters.timed("finish", () -> store.finish(outcomes)));
      } catch (RuntimeException e) {
        if (DataRefusal.isCauseOf(e)) {
          return writeEach(outcomes, e);
        }
        if (!warned) {
          LOG.warn("{} outcomes wait for the database: {}", outcomes.size(), e.toString());
          warned = true;
        }
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
    return null;
  }

  /// One of them is refused for what it is: that one ends as failed instead, and the others as they
  /// are.
  private @Nullable Set<Outcome> writeEach(List<Outcome> outcomes, RuntimeException why) {
    LOG.warn("{} outcomes are written one by one: {}", outcomes.size(), why.toString());
    Set<Outcome> refused = new HashSet<>();
    for (Outcome outcome : outcomes) {
      if (outcomes.size() == 1 && outcome.cause() == Outcome.Cause.UNSTORABLE) {
        // Its task is left to whoever takes over when this executor stops.
        LOG.error("Not even the failure of task {} can be written", outcome.claim().taskId(), why);
        return Set.of(outcome);
      }
      Outcome alone = outcomes.size() == 1 ? unstorable(outcome) : outcome;
      Set<Outcome> left = writeUntilDone(List.of(alone));
      if (left == null) {
        return null;
      }
      if (!left.isEmpty()) {
        refused.add(outcome);
      }
    }
    return refused;
  }

  private static Outcome unstorable(Outcome outcome) {
    TaskError error =
        new TaskError(UnstorableTasks.CODE, "the store cannot hold how this task ended", false);
    return new Outcome(
        outcome.claim(),
        outcome.time(),
        new TaskFailed(outcome.claim().attempt(), error),
        null,
        Outcome.Cause.UNSTORABLE);
  }

  /// Writes what is queued, for at most `patience`.
  public void close(Duration patience) {
    closing = true;
    queue.add(new Entry.WakeUp());
    try {
      if (!thread.join(patience)) {
        giveUp = true;
        LOG.warn("Outcomes are left unwritten; their tasks will run again from their checkpoints");
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      giveUp = true;
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }

  int queued() {
    return queue.size();
  }
}
