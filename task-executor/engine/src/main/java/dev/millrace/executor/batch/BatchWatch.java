package dev.millrace.executor.batch;

import dev.millrace.events.task.TaskId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks how the children of all batches of this executor have come on, with one query for all of
/// them, as long as there are any. Batches wait here, each on its virtual thread.
///
/// It holds nothing that a restart would miss: whoever runs a batch next looks again.
final class BatchWatch {

  private static final Logger LOG = LoggerFactory.getLogger(BatchWatch.class);

  private final ChildRows rows;
  private final Duration interval;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TaskId, ChildCounts> seen = new HashMap<>();
  private @Nullable Thread looking;

  /// @param interval between two looks
  BatchWatch(ChildRows rows, Duration interval) {
    this.rows = rows;
    this.interval = interval;
  }

  /// Begins to look after a batch.
  void add(TaskId batch) {
    lock.lock();
    try {
      seen.put(batch, ChildCounts.NONE);
      if (looking == null) {
        looking = Thread.ofVirtual().name("millrace-batches").start(this::look);
      }
    } finally {
      lock.unlock();
    }
  }

  void remove(TaskId batch) {
    lock.lock();
    try {
      seen.remove(batch);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the batch looks different from `known`, for about one look.
  ///
  /// @return how it looks now
  ChildCounts await(TaskId batch, ChildCounts known) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      ChildCounts now = seen.getOrDefault(batch, known);
      long left = interval.toNanos();
      while (now.equals(known) && left > 0) {
        left = changed.awaitNanos(left);
        now = seen.getOrDefault(batch, known);
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    List<TaskId> batches = batches();
    while (!batches.isEmpty()) {
      try {
        publish(rows.counts(batches));
      } catch (RuntimeException e) {
        // Nothing is missed: the next look sees all that happened.
        LOG.debug("{} batches are not looked after for now: {}", batches.size(), e.toString());
      }
      LockSupport.parkNanos(interval.toNanos());
      batches = batches();
    }
  }

  /// What there is to look after; the looking ends with nothing.
  private List<TaskId> batches() {
    lock.lock();
    try {
      if (seen.isEmpty()) {
        looking = null;
      }
      return List.copyOf(seen.keySet());
    } finally {
      lock.unlock();
    }
  }

  private void publish(Map<TaskId, ChildCounts> counts) {
    lock.lock();
    try {
      counts.forEach((batch, now) -> seen.computeIfPresent(batch, (_, _) -> now));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
