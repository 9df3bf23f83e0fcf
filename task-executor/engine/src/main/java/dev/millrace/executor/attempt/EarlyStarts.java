package dev.millrace.executor.attempt;

import dev.millrace.events.task.TaskId;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.BegunTask;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.WorkItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tasks of a pure handler that began as they came, to be claimed afterwards: those that have ended
/// meanwhile are written once, claim and end together.
///
/// If the process dies before they are claimed, nobody has heard of them, and their work items come
/// again. Used by one thread.
public final class EarlyStarts {

  private final RunStore store;
  private final RunningAttempts running;
  private final OutcomeWriter outcomes;
  private final EngineMeters meters;
  private final CountDownLatch busy;
  private final List<Early> begun = new ArrayList<>();

  /// One of them.
  public record Early(WorkItem.Requested item, Attempt attempt, EarlyStart start) {}

  EarlyStarts(
      int tasks,
      RunStore store,
      RunningAttempts running,
      OutcomeWriter outcomes,
      EngineMeters meters) {
    this.store = store;
    this.running = running;
    this.outcomes = outcomes;
    this.meters = meters;
    this.busy = new CountDownLatch(tasks);
  }

  EarlyStart next() {
    return new EarlyStart(busy::countDown);
  }

  void add(WorkItem.Requested item, Attempt attempt, EarlyStart start) {
    begun.add(new Early(item, attempt, start));
  }

  /// Gives them time to end before they are claimed.
  public void await(Duration atMost) throws InterruptedException {
    boolean _ = busy.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Those of which the run store has said nothing yet.
  public List<Early> unclaimed() {
    return begun.stream().filter(early -> !early.start().isSettled()).toList();
  }

  /// Claims tasks, and ends those that are over, in one transaction.
  ///
  /// @return how many are this executor's
  public int claim(List<Early> some) {
    return claim(some, true);
  }

  /// The same with one task whose end cannot be written with its claim: it is written afterwards,
  /// as ends are that no store holds.
  public int claimWithoutEnd(Early one) {
    return claim(List.of(one), false);
  }

  private int claim(List<Early> some, boolean withEnds) {
    List<BegunTask> tasks = new ArrayList<>(some.size());
    for (Early early : some) {
      Outcome end = early.start().close();
      tasks.add(new BegunTask(early.item(), early.attempt().since(), withEnds ? end : null));
    }
    Set<TaskId> claimed = store.claimBegun(tasks);
    for (int i = 0; i < tasks.size(); i++) {
      settle(some.get(i), claimed.contains(some.get(i).item().taskId()), tasks.get(i).end());
    }
    return claimed.size();
  }

  /// @param written the end that is in the run store with the claim
  private void settle(Early early, boolean ours, @Nullable Outcome written) {
    Attempt attempt = early.attempt();
    Outcome end = early.start().close();
    if (!ours) {
      drop(early);
    } else if (written != null) {
      early.start().settle(true);
      attempt.release();
      meters.ended(written.event());
    } else {
      running.add(attempt);
      early.start().settle(true);
      if (end != null) {
        outcomes.write(attempt, end);
      }
    }
  }

  /// Forgets an attempt whose task is not this executor's.
  public void drop(Early early) {
    early.attempt().stop(new StopReason.LeaseLost());
    early.start().settle(false);
    if (early.start().close() != null) {
      early.attempt().release();
    }
  }
}
