package dev.millrace.executor.work;

import dev.millrace.executor.pause.TypeGate;
import dev.millrace.executor.room.WaitingRoom;
import dev.millrace.executor.store.StoreGate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts tasks from the waiting rooms of all types as permits become free, on one thread.
///
/// A permit that becomes free wakes it; what other executors parked it sees four times a second.
/// While it works, permits gather, so the busier it is the more it starts at once. An empty room
/// costs that look, one query by index for all types.
final class RoomKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(RoomKeeper.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration LOOK_FOR_LATE = Duration.ofSeconds(1);
  private static final Duration COUNT = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /// A fill waits for as long as the one before it took: half of the time is for others.
  private static final Duration LONGEST_REST = Duration.ofMillis(50);

  private final WaitingRoom room;
  private final List<WorkClaimer> intakes;
  private final StoreGate gate;
  private final TypeGate types;
  private final Semaphore wakeUps = new Semaphore(0);
  private final Periodic look = new Periodic(LOOK);
  private final Periodic late = new Periodic(LOOK_FOR_LATE);
  private final Periodic count = new Periodic(COUNT);
  private final Thread thread;
  private volatile boolean stopping;

  RoomKeeper(WaitingRoom room, List<WorkClaimer> intakes, StoreGate gate, TypeGate types) {
    this.room = room;
    this.intakes = List.copyOf(intakes);
    this.gate = gate;
    this.types = types;
    this.thread = Thread.ofPlatform().name("millrace-room").unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /// A permit is free, or a task waits. Costs next to nothing while no task waits.
  void wake() {
    for (WorkClaimer intake : intakes) {
      if (intake.room().isOccupied()) {
        wakeUps.release();
        return;
      }
    }
  }

  void stop() {
    stopping = true;
    wakeUps.release();
  }

  void awaitEnd(Duration patience) throws InterruptedException {
    if (!thread.join(patience)) {
      LOG.warn("The keeper of the waiting room does not come to its end");
    }
  }

  private void loop() {
    try {
      while (!stopping) {
        if (gate.await(LOOK)) {
          turn();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() throws InterruptedException {
    long begin = System.nanoTime();
    boolean started = false;
    try {
      look();
      for (WorkClaimer intake : intakes) {
        started |= !stopping && fill(intake);
      }
    } catch (RuntimeException e) {
      LOG.warn("Nothing starts from the waiting room for a moment", e);
      TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
    }
    if (started) {
      TimeUnit.NANOSECONDS.sleep(Math.min(System.nanoTime() - begin, LONGEST_REST.toNanos()));
    } else if (!stopping) {
      boolean _ = wakeUps.tryAcquire(LOOK.toNanos(), TimeUnit.NANOSECONDS);
    }
    wakeUps.drainPermits();
  }

  private void look() {
    if (look.isDue()) {
      Set<?> occupied = room.occupied(intakes.stream().map(WorkClaimer::type).toList());
      intakes.stream()
          .filter(intake -> occupied.contains(intake.type()))
          .forEach(intake -> intake.room().seenOccupied());
    }
    List<WorkClaimer> occupied = intakes.stream().filter(one -> one.room().isOccupied()).toList();
    if (!occupied.isEmpty() && late.isDue()) {
      occupied.forEach(WorkClaimer::endLate);
    }
    if (!occupied.isEmpty() && count.isDue()) {
      Map<?, WaitingRoom.Crowd> crowds = room.crowds();
      occupied.forEach(intake ->
          intake
              .room()
              .counted(crowds.getOrDefault(intake.type(), new WaitingRoom.Crowd(0, Instant.MAX))));
    }
  }

  /// @return whether anything was started
  private boolean fill(WorkClaimer intake) {
    return intake.room().isOccupied() && types.isOpen(intake.type()) && intake.fill();
  }

  /// A time that comes again and again.
  private static final class Periodic {
    private final long nanos;
    private long next = System.nanoTime();

    Periodic(Duration every) {
      nanos = every.toNanos();
    }

    boolean isDue() {
      long now = System.nanoTime();
      if (now - next < 0) {
        return false;
      }
      next = now + nanos;
      return true;
    }
  }
}
