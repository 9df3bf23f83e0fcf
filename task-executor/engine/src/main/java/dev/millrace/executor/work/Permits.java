package dev.millrace.executor.work;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How many more tasks of one type this executor may run: within the type's limit here, and within
/// what all types share.
///
/// Nothing waits for its turn here but for a moment: what finds no permit waits in the room, where
/// shares are kept.
public final class Permits {

  private final int limit;
  private final SharedPermits shared;
  private int used;
  private boolean keptForTakeovers;

  Permits(int limit, SharedPermits shared) {
    this.limit = limit;
    this.shared = shared;
    shared.add(this);
  }

  int limit() {
    return limit;
  }

  /// Permits that are taken.
  int used() {
    synchronized (shared) {
      return used;
    }
  }

  /// How many more may start now.
  public int free() {
    synchronized (shared) {
      return Math.max(0, Math.min(limit - used, shared.freeFor(this)));
    }
  }

  /// Takes as many as are free, at most `wanted`, and none while they are kept for takeovers.
  int take(int wanted) {
    synchronized (shared) {
      return keptForTakeovers ? 0 : takeFree(wanted);
    }
  }

  /// The same for tasks that are begun already. If none are free, the next ones are kept for them
  /// until this is called again.
  int takeForTakeovers(int wanted) {
    synchronized (shared) {
      int taken = takeFree(wanted);
      keptForTakeovers = taken == 0;
      return taken;
    }
  }

  private int takeFree(int wanted) {
    int taken = Math.min(wanted, free());
    used += taken;
    shared.taken(taken);
    return taken;
  }

  /// Waits for so many to be free.
  void await(int count, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    synchronized (shared) {
      while (free() < count) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return;
        }
        TimeUnit.NANOSECONDS.timedWait(shared, left);
      }
    }
  }

  /// Gives back what had no task.
  void giveBack(int count) {
    if (count > 0) {
      ended(count, 0);
    }
  }

  /// A task starts on a permit that was taken.
  ///
  /// @param size characters of its parameters
  void started(long size) {
    synchronized (shared) {
      shared.hold(size);
    }
  }

  /// A task that had started has ended.
  void ended(long size) {
    ended(1, size);
  }

  private void ended(int count, long size) {
    synchronized (shared) {
      if (count > used) {
        throw new IllegalStateException(used + " permits are taken, not " + count);
      }
      used -= count;
      shared.taken(-count);
      shared.hold(-size);
      shared.notifyAll();
    }
    shared.onFree();
  }

  /// Characters of parameters that may be started beside those that run.
  long memoryLeft() {
    return shared.memoryLeft();
  }

  /// What is kept for this type while it runs less than its floor.
  int missing(int floor) {
    return Math.max(0, Math.min(floor, limit) - used);
  }
}
