package dev.millrace.executor.work;

import dev.millrace.events.task.Priority;
import dev.millrace.executor.attempt.EarlyStarts;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.pause.TypeGate;
import dev.millrace.executor.store.StoreGate;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.work.deadletter.DeadLetter;
import dev.millrace.executor.work.deadletter.DeadLetters;
import dev.millrace.kafka.Linger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings in the work of one type and priority, on a thread of its own.
///
/// What a poll brings starts at once as far as permits are free and nothing waits in the room; the
/// rest waits there, and the log moves on. Each is written in one transaction, then acknowledged. A
/// crash before the commit lets Kafka's lock run out and the records go elsewhere. A crash after it
/// leaves claims whose lease runs out, waiting tasks that any executor starts, and records whose
/// redelivery the run store drops.
///
/// An executor without a free permit leaves the log to others for a moment before it polls. Where
/// short tasks end all the time, what came waits that moment for permits, so that an executor at
/// its limit does not write each task twice. Tasks of a paused type wait in the room, too.
final class LanePoller {

  private static final Logger LOG = LoggerFactory.getLogger(LanePoller.class);
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  // Starts are put off by this at most, and claimed in half as many transactions.
  private static final Duration BETWEEN_BUSY_POLLS = Duration.ofMillis(10);
  private static final int BUSY = 8;
  // How long a task that runs already may take to be written once.
  private static final Duration FOR_AN_EARLY_END = Duration.ofMillis(20);
  // How long a permit is waited for; and what a type can hope to get in that time.
  private static final Duration FOR_A_PERMIT = Duration.ofMillis(100);
  private static final int SHARE_THAT_ENDS_SOON = 10;

  private final Priority priority;
  private final WorkClaimer intake;
  private final Permits permits;
  private final TypeRoom room;
  private final WorkSource source;
  private final StoreGate gate;
  private final TypeGate types;
  private final DeadLetters deadLetters;
  private final EngineMeters meters;
  private final Linger gathering;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);

  LanePoller(
      Priority priority,
      WorkClaimer intake,
      WorkSource source,
      StoreGate gate,
      TypeGate types,
      DeadLetters deadLetters,
      EngineMeters meters) {
    this.priority = priority;
    this.intake = intake;
    this.permits = intake.permits();
    this.room = intake.room();
    this.source = source;
    this.gate = gate;
    this.types = types;
    this.deadLetters = deadLetters;
    this.meters = meters;
    this.gathering = new Linger(BUSY, Math.max(BUSY, intake.pollSize() / 2), BETWEEN_BUSY_POLLS);
    this.thread =
        Thread.ofPlatform()
            .name("millrace-work-" + intake.type() + "-" + priority.wire())
            .unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /// Ends polling. What is claimed already goes on running.
  void stop() {
    stopped.countDown();
    source.wakeup();
  }

  void awaitEnd(Duration patience) throws InterruptedException {
    if (!thread.join(patience)) {
      LOG.warn("The poller of {} {} does not come to its end", intake.type(), priority.wire());
    }
  }

  private void loop() {
    try (source) {
      while (stopped.getCount() > 0) {
        if (gate.await(WAIT)) {
          turn();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (WakeupException e) {
      // stop() was called.
    }
  }

  /// Takes in what one poll brings.
  void turn() throws InterruptedException {
    try {
      if (room.isFull()) {
        // The log waits, as it would without a room.
        pause(WAIT);
        return;
      }
      if (startsDirectly()) {
        permits.await(1, FOR_A_PERMIT);
      }
      List<ConsumerRecord<String, byte[]>> records = source.poll(WAIT);
      if (!records.isEmpty()) {
        takeIn(records);
        pause(gathering.after(records.size()));
      }
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("No work of {} {} is taken in for a moment", intake.type(), priority.wire(), e);
      pause(AFTER_FAILURE);
    }
  }

  /// Lets time pass, up to the end.
  private void pause(Duration time) throws InterruptedException {
    boolean _ = stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private boolean startsDirectly() {
    return !room.isOccupied() && types.isOpen(intake.type());
  }

  private void takeIn(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
    meters.polled(records.size());
    Batch batch = Batch.read(intake.type(), records);
    List<WorkItem> impossible = new ArrayList<>();
    List<WorkItem> left =
        intake.startsEarly() && batch.isNew()
            ? startEarly(batch.items(), impossible)
            : claim(batch.items(), impossible);
    if (!left.isEmpty()
        && startsDirectly()
        && left.size() <= permits.limit() / SHARE_THAT_ENDS_SOON) {
      permits.await(left.size(), FOR_A_PERMIT);
      left = claim(left, impossible);
    }
    if (!left.isEmpty()) {
      List<WorkItem> waiting = left;
      impossible.addAll(untilDone(() -> intake.park(waiting)));
    }
    untilDone(() -> bury(batch, impossible));
    batch.settle(source);
  }

  /// Starts items as far as there are permits.
  ///
  /// @return the others
  private List<WorkItem> claim(List<WorkItem> items, List<WorkItem> impossible)
      throws InterruptedException {
    int taken = startsDirectly() ? permits.take(items.size()) : 0;
    if (taken == 0) {
      return items;
    }
    int used = 0;
    try {
      WorkClaimer.Claims claims = untilDone(() -> intake.claim(items.subList(0, taken)));
      intake.start(claims.claimed());
      used = claims.claimed().size();
      impossible.addAll(claims.impossible());
      List<WorkItem> left = new ArrayList<>(claims.left());
      left.addAll(items.subList(taken, items.size()));
      return left;
    } finally {
      permits.giveBack(taken - used);
    }
  }

  /// Starts items before they are claimed, as far as there are permits.
  ///
  /// @return the others
  private List<WorkItem> startEarly(List<WorkItem> items, List<WorkItem> impossible)
      throws InterruptedException {
    int taken = startsDirectly() ? permits.take(items.size()) : 0;
    if (taken == 0) {
      return items;
    }
    EarlyStarts starts;
    int used = 0;
    try {
      starts = untilDone(() -> intake.startEarly(items.subList(0, taken), impossible));
      used = starts.unclaimed().size();
    } finally {
      permits.giveBack(taken - used);
    }
    try {
      starts.await(FOR_AN_EARLY_END);
      untilDone(() -> intake.claim(starts, impossible));
    } finally {
      starts.unclaimed().forEach(starts::drop);
    }
    return items.subList(taken, items.size());
  }

  private boolean bury(Batch batch, List<WorkItem> impossible) {
    List<DeadLetter> letters = batch.letters(impossible);
    if (!letters.isEmpty()) {
      meters.unreadable(letters.size());
      deadLetters.publish(letters);
    }
    return true;
  }

  /// Repeats a step until it works.
  ///
  /// Nothing is released meanwhile: a released record comes back at once and uses up its
  /// deliveries, while one that is kept costs a single delivery when its lock runs out.
  ///
  /// @throws WakeupException when the poller is to stop, as a poll does
  private <T> T untilDone(Supplier<T> step) throws InterruptedException {
    while (stopped.getCount() > 0) {
      try {
        return step.get();
      } catch (RuntimeException e) {
        LOG.warn("A batch of type {} waits: {}", intake.type(), e.toString());
        pause(AFTER_FAILURE);
        gate.await(WAIT);
      }
    }
    throw new WakeupException();
  }
}
