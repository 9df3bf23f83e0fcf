package dev.millrace.api.submit.commit;

import dev.millrace.events.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// Keeps groups in memory; can be held shut, refuse rows, and fail as a whole.
final class InMemorySubmissionStore implements SubmissionStore {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<List<Submission>> committed = new ArrayList<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Predicate<Submission> bad = _ -> false;
  private volatile boolean away;
  private volatile boolean holding;

  /// Until [#open()], no group is committed.
  void shut() {
    gate = new CountDownLatch(1);
  }

  /// Whether a group stands before the shut gate.
  boolean isHolding() {
    return holding;
  }

  void open() {
    gate.countDown();
  }

  void refuse(Predicate<Submission> rows) {
    bad = rows;
  }

  void goAway() {
    away = true;
  }

  List<List<Submission>> committed() {
    lock.lock();
    try {
      return List.copyOf(committed);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Written write(List<Entry> entries) {
    List<Submission> group = entries.stream().flatMap(e -> e.submissions().stream()).toList();
    try {
      holding = gate.getCount() > 0;
      gate.await();
    } catch (InterruptedException e) {
      throw new Unavailable("interrupted", e);
    }
    if (away) {
      throw new Unavailable("away", new IllegalStateException());
    }
    if (group.stream().anyMatch(bad)) {
      throw new Rejected("bad row", new IllegalArgumentException());
    }
    lock.lock();
    try {
      committed.add(List.copyOf(group));
      return Written.ALL;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Map<TaskId, SubmissionOptions> options(Set<TaskId> tasks) {
    throw new UnsupportedOperationException("no task stands for another one here");
  }

  @Override
  public void giveUpPlace(TaskId ended) {
    throw new UnsupportedOperationException("no task stands for another one here");
  }
}
