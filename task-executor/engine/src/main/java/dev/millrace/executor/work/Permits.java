package dev.millrace.executor.work;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// How many more tasks of one type this executor may run, within its limit for all types.
///
/// Permits of the type are reserved before a poll, for as many records as it may bring, so that
/// nothing is polled that cannot be started. The limit for all types is looked at then and charged
/// when tasks start: a poll of each type may exceed it at once, but idle types hold nothing of it.
public final class Permits {

  private final Semaphore own;
  private final Shared shared;
  private final int limit;

  public Permits(int limit, Shared shared) {
    this.own = new Semaphore(limit);
    this.shared = shared;
    this.limit = limit;
  }

  public int limit() {
    return limit;
  }

  /// How many more may start now.
  public int free() {
    return Math.max(0, Math.min(own.availablePermits(), shared.free()));
  }

  /// Reserves `count` permits of the type, all or none.
  boolean reserve(int count, Duration atMost) throws InterruptedException {
    if (!own.tryAcquire(count, atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    if (shared.awaitFree(count, atMost)) {
      return true;
    }
    own.release(count);
    return false;
  }

  /// Gives back what a poll did not use.
  void unreserve(int count) {
    own.release(count);
  }

  /// Tasks start on reserved permits.
  void started(int count) {
    shared.running.addAndGet(count);
  }

  /// A task has ended.
  void ended() {
    shared.running.decrementAndGet();
    own.release();
  }

  /// The limit of an executor for tasks of all types.
  public static final class Shared {

    private static final long LOOK_AGAIN_MILLIS = 2;

    private final AtomicInteger running = new AtomicInteger();
    private final int limit;

    public Shared(int limit) {
      this.limit = limit;
    }

    int free() {
      return limit - running.get();
    }

    private boolean awaitFree(int count, Duration atMost) throws InterruptedException {
      int needed = Math.min(count, limit);
      long deadline = System.nanoTime() + atMost.toNanos();
      while (free() < needed) {
        if (System.nanoTime() - deadline > 0) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      }
      return true;
    }
  }
}
