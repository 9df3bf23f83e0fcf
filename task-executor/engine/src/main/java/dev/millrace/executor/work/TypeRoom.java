package dev.millrace.executor.work;

import dev.millrace.events.task.TaskType;
import dev.millrace.executor.fleet.FleetLimit;
import dev.millrace.executor.room.Choice;
import dev.millrace.executor.room.WaitingRoom;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The waiting room of one type, as this executor sees it.
///
/// It is `occupied` from a park on until a look finds it empty; other executors' parks are seen by
/// the next look. While it is occupied nothing starts past it, so nothing overtakes what waits.
final class TypeRoom {

  /// Tasks that one transaction starts at most.
  private static final int MOST = 500;

  private static final int LATE = 100;

  private final TaskType type;
  private final WaitingRoom room;
  private final Choice choice;
  private final FleetLimit fleet;
  private final int limit;
  private final Runnable onParked;
  private final AtomicInteger parks = new AtomicInteger();
  // Parked less started since the last count: by this executor alone.
  private final AtomicInteger drift = new AtomicInteger();
  private volatile boolean occupied;
  private volatile WaitingRoom.Crowd counted = new WaitingRoom.Crowd(0, Instant.MAX);

  /// @param limit tasks that may wait; beyond it the log waits
  /// @param onParked hears that a task waits; must not block
  TypeRoom(
      TaskType type,
      WaitingRoom room,
      Choice choice,
      FleetLimit fleet,
      int limit,
      Runnable onParked) {
    this.type = type;
    this.room = room;
    this.choice = choice;
    this.fleet = fleet;
    this.limit = limit;
    this.onParked = onParked;
  }

  TaskType type() {
    return type;
  }

  boolean isOccupied() {
    return occupied;
  }

  /// Whether nothing more may wait. With several executors the limit holds up to what the others
  /// park between two counts.
  boolean isFull() {
    return tasks() >= limit;
  }

  /// How many tasks wait, about.
  int tasks() {
    return occupied ? Math.max(0, counted.tasks() + drift.get()) : 0;
  }

  /// For how long the oldest of them has waited since it was accepted.
  Duration oldest(Instant now) {
    Instant accepted = counted.oldest();
    return occupied && accepted.isBefore(now) ? Duration.between(accepted, now) : Duration.ZERO;
  }

  /// Lets tasks wait.
  ///
  /// @return how many wait now that did not before
  int park(List<WorkItem> items) {
    int parked = room.park(items);
    drift.addAndGet(parked);
    parks.incrementAndGet();
    occupied = true;
    onParked.run();
    return parked;
  }

  /// Somebody else may have parked tasks.
  void seenOccupied() {
    occupied = true;
  }

  void counted(WaitingRoom.Crowd crowd) {
    counted = crowd;
    drift.set(0);
  }

  /// Starts waiting tasks on permits that were taken for them.
  List<TaskClaim> start(int permits, long size) {
    int before = parks.get();
    WaitingRoom.Started started =
        fleet.within(
            Math.min(MOST, permits),
            fits ->
                fits == 0
                    ? WaitingRoom.Started.NOTHING
                    : room.start(type, new WaitingRoom.Room(fits, size), choice));
    drift.addAndGet(-started.claims().size());
    // What was parked after the look was parked by this executor, or is seen by the next look.
    if (!started.more() && parks.get() == before) {
      occupied = false;
    }
    return started.claims();
  }

  /// Starts tasks whose deadline has passed while they waited.
  List<TaskClaim> startLate() {
    return room.startLate(type, LATE);
  }
}
