package dev.millrace.executor.pause;

import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.task.TaskType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Whether work of a type may be taken in: yes, unless the type is paused. What has begun is none
/// of its business.
public final class TypeGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<TaskType> paused = ConcurrentHashMap.newKeySet();

  public boolean isOpen(TaskType type) {
    return !paused.contains(type);
  }

  /// Follows what was said last of a type.
  ///
  /// @return whether that changes anything
  public boolean apply(TypeControl control) {
    lock.lock();
    try {
      boolean changes =
          control.paused() ? paused.add(control.type()) : paused.remove(control.type());
      changed.signalAll();
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a type to be resumed.
  ///
  /// @return whether it may run
  public boolean await(TaskType type, Duration atMost) throws InterruptedException {
    if (isOpen(type)) {
      return true;
    }
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!isOpen(type) && left > 0) {
        left = changed.awaitNanos(left);
      }
      return isOpen(type);
    } finally {
      lock.unlock();
    }
  }
}
