package dev.millrace.executor.counting;

import dev.millrace.events.task.TaskId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks how far others have come for all the tasks of this executor that wait for them, with one
/// query for all of those, as long as there are any. They wait here, each on its virtual thread.
///
/// It holds nothing that a restart would miss: whoever runs such a task next looks again.
///
/// @param <C> what is counted; equal where nothing has changed
public final class CountWatch<C> {

  private static final Logger LOG = LoggerFactory.getLogger(CountWatch.class);

  private final Function<Collection<TaskId>, Map<TaskId, C>> counts;
  private final C none;
  private final Duration interval;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TaskId, C> seen = new HashMap<>();
  private @Nullable Thread looking;

  /// @param counts looks for all tasks at once
  /// @param none how it looks before the first look
  /// @param interval between two looks
  public CountWatch(
      Function<Collection<TaskId>, Map<TaskId, C>> counts, C none, Duration interval) {
    this.counts = counts;
    this.none = none;
    this.interval = interval;
  }

  /// Begins to look after a task.
  public void add(TaskId task) {
    lock.lock();
    try {
      seen.put(task, none);
      if (looking == null) {
        looking = Thread.ofVirtual().name("millrace-counts").start(this::look);
      }
    } finally {
      lock.unlock();
    }
  }

  public void remove(TaskId task) {
    lock.lock();
    try {
      seen.remove(task);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the task looks different from `known`, for about one look.
  ///
  /// @return how it looks now
  public C await(TaskId task, C known) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      C now = seen.getOrDefault(task, known);
      long left = interval.toNanos();
      while (now.equals(known) && left > 0) {
        left = changed.awaitNanos(left);
        now = seen.getOrDefault(task, known);
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    List<TaskId> tasks = tasks();
    while (!tasks.isEmpty()) {
      try {
        publish(counts.apply(tasks));
      } catch (RuntimeException e) {
        // Nothing is missed: the next look sees all that happened.
        LOG.debug("{} tasks are not looked after for now: {}", tasks.size(), e.toString());
      }
      LockSupport.parkNanos(interval.toNanos());
      tasks = tasks();
    }
  }

  /// What there is to look after; the looking ends with nothing.
  private List<TaskId> tasks() {
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

  private void publish(Map<TaskId, C> found) {
    lock.lock();
    try {
      found.forEach((task, now) -> seen.computeIfPresent(task, (_, _) -> now));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
