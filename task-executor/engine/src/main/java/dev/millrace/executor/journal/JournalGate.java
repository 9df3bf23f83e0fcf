package dev.millrace.executor.journal;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Whether new work may be taken in: open while the journal can be reached and the lease is valid.
///
/// Each delivery of a record that cannot be claimed counts against its share group's limit, so
/// nobody polls while this is closed.
public final class JournalGate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private volatile boolean open;

  public boolean isOpen() {
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

  /// Waits for the gate to open.
  ///
  /// @return whether it is open
  public boolean await(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!open && left > 0) {
        left = opened.awaitNanos(left);
      }
      return open;
    } finally {
      lock.unlock();
    }
  }
}
