package dev.millrace.executor.work;

import dev.millrace.executor.fleet.FleetLimit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many more tasks of one type this executor may run, and whose turn it is: within the type's
/// limit here, its limit in the whole fleet, and this executor's limit for all types.
///
/// The limit for all types is looked at before a grant and charged when tasks start: a poll of each
/// type may exceed it at once, but idle types hold nothing of it.
public final class Permits {

  private static final long LOOK_AT_SHARED_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  // A fleet that is full is asked again after this time, or when a task ends here.
  private static final long FLEET_FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final LanePermits lanes;
  private final Shared shared;
  private final FleetLimit fleet;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean askingFleet;
  private long fleetFullUntil = System.nanoTime();

  Permits(int limit, Shared shared, FleetLimit fleet) {
    this.lanes = new LanePermits(limit);
    this.shared = shared;
    this.fleet = fleet;
  }

  int limit() {
    return lanes.limit();
  }

  FleetLimit fleet() {
    return fleet;
  }

  /// How many more may start now, as far as this executor is concerned.
  public int free() {
    lock.lock();
    try {
      return Math.max(0, Math.min(lanes.free(), shared.free()));
    } finally {
      lock.unlock();
    }
  }

  /// How many permits the tasks of a lane hold.
  int used(Lane lane) {
    lock.lock();
    try {
      return lanes.used(lane);
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a lane's turn and takes `count` permits, all or none.
  ///
  /// A lane that waited in vain keeps its place, so it has to come back.
  ///
  /// @throws RuntimeException when the fleet cannot be asked; nothing is taken then
  boolean acquire(Lane lane, int count, Duration atMost) throws InterruptedException {
    if (!awaitTurn(lane, count, atMost.toNanos())) {
      return false;
    }
    if (lane == Lane.TAKEOVER) {
      return true;
    }
    boolean reserved = false;
    try {
      reserved = fleet.reserve(lane.word(), count);
    } finally {
      reserved = settle(lane, reserved);
    }
    return reserved;
  }

  /// Returns when it is the lane's turn: with permits for takeovers, which run already as far as
  /// the fleet is concerned, and with the right to ask the fleet for all others.
  private boolean awaitTurn(Lane lane, int count, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      lanes.ask(lane, count);
      long deadline = System.nanoTime() + nanos;
      while (!isNext(lane) || !shared.hasRoom(count)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        long _ = changed.awaitNanos(Math.clamp(patience(lane), 1, left));
      }
      if (lane == Lane.TAKEOVER) {
        lanes.grant(lane);
        changed.signalAll();
      } else {
        askingFleet = true;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isNext(Lane lane) {
    return lanes.next() == lane
        && (lane == Lane.TAKEOVER || (!askingFleet && fleetFullUntil - System.nanoTime() <= 0));
  }

  /// After which time to look again, where nobody signals the change.
  private long patience(Lane lane) {
    if (isNext(lane)) {
      return LOOK_AT_SHARED_NANOS;
    }
    long fleetFull = fleetFullUntil - System.nanoTime();
    return fleetFull > 0 ? fleetFull : Long.MAX_VALUE;
  }

  /// The fleet has answered, or failed to.
  private boolean settle(Lane lane, boolean reserved) {
    lock.lock();
    try {
      askingFleet = false;
      if (!reserved) {
        fleetFullUntil = System.nanoTime() + FLEET_FULL_NANOS;
        return false;
      }
      if (lanes.next() != lane) {
        // A takeover came in between. The place in the fleet runs out by itself, or is used soon.
        return false;
      }
      lanes.grant(lane);
      return true;
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  /// Gives back what a poll did not use.
  void unused(Lane lane, int count) {
    if (count == 0) {
      return;
    }
    lock.lock();
    try {
      lanes.unused(lane, count);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Tasks start on permits of the lane.
  void started(int count) {
    shared.running.addAndGet(count);
  }

  /// A task has ended.
  void ended(Lane lane) {
    shared.running.decrementAndGet();
    lock.lock();
    try {
      lanes.ended(lane, 1);
      fleetFullUntil = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The limit of an executor for tasks of all types.
  public static final class Shared {

    private final AtomicInteger running = new AtomicInteger();
    private final int limit;

    public Shared(int limit) {
      this.limit = limit;
    }

    int free() {
      return limit - running.get();
    }

    private boolean hasRoom(int count) {
      return free() >= Math.min(count, limit);
    }
  }
}
