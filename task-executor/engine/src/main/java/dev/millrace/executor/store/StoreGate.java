package dev.millrace.executor.store;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Whether new work may be taken in: open while the run store can be reached, the lease is valid
/// and nothing bars it.
///
/// Each delivery of a record that cannot be claimed counts against its share group's limit, so
/// nobody polls while this is closed.
public final class StoreGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private final Set<Object> bars = ConcurrentHashMap.newKeySet();
  private volatile boolean open;

  public boolean isOpen() {
    return open && bars.isEmpty();
  }

  /// Whether the run store could be reached at the last heartbeat.
  public boolean storeIsReached() {
    return open;
  }

  public void open() {
    lock.lock();
    try {
      open = true;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public void close() {
    open = false;
  }

  /// Lets nothing in until the same `who` lifts it again.
  public void bar(Object who) {
    bars.add(who);
  }

  public void lift(Object who) {
    lock.lock();
    try {
      bars.remove(who);
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the gate to open.
  ///
  /// @return whether it is open
  public boolean await(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!isOpen() && left > 0) {
        left = opened.awaitNanos(left);
      }
      return isOpen();
    } finally {
      lock.unlock();
    }
  }
}
