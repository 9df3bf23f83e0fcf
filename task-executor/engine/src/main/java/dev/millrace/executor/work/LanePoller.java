package dev.millrace.executor.work;

import dev.millrace.events.Gathering;
import dev.millrace.executor.journal.JournalGate;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.pause.TypeGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings in the work of one type and priority, on a thread of its own.
///
/// A lane whose last poll brought something is hungry: it takes permits for all that the next poll
/// may bring, and polls then. A lane whose last poll was empty is idle. It holds no permits, which
/// others can use; but its consumer goes on fetching behind the scenes until it has something, so
/// what comes first comes without permits. It waits a moment for them, and is passed on to another
/// executor when there are none; from then on the lane is hungry and fetches nothing.
///
/// What has its permits is claimed in one transaction, acknowledged, started. A crash before the
/// commit lets Kafka's lock run out and the records go elsewhere; a crash after it leaves claims
/// whose lease runs out, and records whose redelivery the journal drops.
///
/// While the type is paused nothing is polled, so no delivery is used up. What a poll brings that
/// was under way when the pause came is passed on, as if there were no permits.
final class LanePoller {

  private static final Logger LOG = LoggerFactory.getLogger(LanePoller.class);
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  // A backlog answers at once; without one, the permits that the poll holds are wanted elsewhere.
  private static final Duration HUNGRY_POLL = Duration.ofMillis(50);
  // Starts are put off by this at most, and claimed in half as many transactions.
  private static final Duration BETWEEN_BUSY_POLLS = Duration.ofMillis(10);
  private static final int BUSY = 8;
  // Well below the lock of a record.
  private static final Duration BEFORE_PASSING_ON = Duration.ofSeconds(1);
  // Kafka drops a record after so many deliveries: what was passed on often is kept until it can
  // run. Its lock runs out, and whoever claims it first has it.
  private static final int PASSED_ON_AT_MOST = 3;

  private final Lane lane;
  private final Intake intake;
  private final Permits permits;
  private final WorkSource source;
  private final JournalGate gate;
  private final TypeGate types;
  private final DeadLetters deadLetters;
  private final EngineMeters meters;
  private final Gathering gathering;
  private final Thread thread;
  private volatile boolean stopping;

  LanePoller(
      Lane lane,
      Intake intake,
      WorkSource source,
      JournalGate gate,
      TypeGate types,
      DeadLetters deadLetters,
      EngineMeters meters) {
    this.lane = lane;
    this.intake = intake;
    this.permits = intake.permits();
    this.source = source;
    this.gate = gate;
    this.types = types;
    this.deadLetters = deadLetters;
    this.meters = meters;
    this.gathering = new Gathering(BUSY, Math.max(BUSY, intake.pollSize() / 2), BETWEEN_BUSY_POLLS);
    this.thread =
        Thread.ofPlatform()
            .name("millrace-work-" + intake.type() + "-" + lane.word())
            .unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /// Ends polling. What is claimed already goes on running.
  void stop() {
    stopping = true;
    source.wakeup();
  }

  void awaitEnd(Duration patience) throws InterruptedException {
    if (!thread.join(patience)) {
      LOG.warn("The poller of {} {} does not come to its end", intake.type(), lane.word());
    }
  }

  private void loop() {
    try (source) {
      boolean hungry = false;
      while (!stopping) {
        if (types.await(intake.type(), WAIT) && gate.await(WAIT)) {
          hungry = turn(hungry);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (WakeupException e) {
      // stop() was called.
    }
  }

  /// @return whether the lane is hungry afterwards
  private boolean turn(boolean hungry) throws InterruptedException {
    try {
      return hungry ? pollWithPermits() : pollIdle();
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("No work of {} {} is taken in for a moment", intake.type(), lane.word(), e);
      TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
      return hungry;
    }
  }

  private boolean pollWithPermits() throws InterruptedException {
    int size = intake.pollSize();
    if (!permits.acquire(lane, size, WAIT)) {
      return true;
    }
    int brought = 0;
    int used = 0;
    try {
      List<ConsumerRecord<String, byte[]>> records = source.poll(HUNGRY_POLL);
      brought = records.size();
      if (records.isEmpty()) {
        permits.fleet().giveBack(lane.word());
        return false;
      }
      if (isPassedOnPaused(records)) {
        permits.fleet().giveBack(lane.word());
        return true;
      }
      used = takeIn(records);
    } finally {
      permits.unused(lane, size - used);
    }
    // Without permits, which others can use meanwhile.
    TimeUnit.NANOSECONDS.sleep(gathering.after(brought).toNanos());
    return true;
  }

  private boolean pollIdle() throws InterruptedException {
    List<ConsumerRecord<String, byte[]>> records = source.poll(WAIT);
    if (records.isEmpty()) {
      return false;
    }
    if (!isPassedOnPaused(records) && permitsFor(records)) {
      int used = 0;
      try {
        used = takeIn(records);
      } finally {
        permits.unused(lane, records.size() - used);
      }
    }
    return true;
  }

  /// Waits for permits for what came unasked.
  ///
  /// @return false when it was passed on
  private boolean permitsFor(List<ConsumerRecord<String, byte[]>> records)
      throws InterruptedException {
    long passOnAt = System.nanoTime() + BEFORE_PASSING_ON.toNanos();
    while (!stopping) {
      try {
        if (permits.acquire(lane, records.size(), WAIT)) {
          return true;
        }
      } catch (RuntimeException e) {
        LOG.warn("A batch of type {} waits: {}", intake.type(), e.toString());
        TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
      }
      if (passOnAt - System.nanoTime() <= 0 && deliveries(records) <= PASSED_ON_AT_MOST) {
        passOn(records);
        return false;
      }
    }
    return false;
  }

  /// Passes on what came while the type was being paused, unless it was passed on often enough:
  /// then it runs, as it would have without the last of its detours.
  private boolean isPassedOnPaused(List<ConsumerRecord<String, byte[]>> records) {
    if (types.isOpen(intake.type()) || deliveries(records) > PASSED_ON_AT_MOST) {
      return false;
    }
    passOn(records);
    return true;
  }

  private void passOn(List<ConsumerRecord<String, byte[]>> records) {
    meters.passedOn(records.size());
    records.forEach(source::release);
    source.commit();
  }

  private static int deliveries(List<ConsumerRecord<String, byte[]>> records) {
    return records.stream()
        .mapToInt(record -> record.deliveryCount().map(Short::intValue).orElse(1))
        .max()
        .orElse(1);
  }

  /// Takes in what a poll brought.
  ///
  /// @return how many tasks hold a permit from now on
  private int takeIn(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
    meters.polled(records.size());
    Batch batch = Batch.read(intake.type(), records);
    Optional<Intake.Claims> claims = untilDone(() -> intake.claim(lane, batch.items()));
    if (claims.isEmpty() || untilDone(() -> bury(batch, claims.get())).isEmpty()) {
      return 0;
    }
    batch.settle(source);
    intake.start(lane, claims.get().claimed());
    return claims.get().claimed().size();
  }

  private boolean bury(Batch batch, Intake.Claims claims) {
    List<DeadLetter> letters = batch.letters(claims.impossible());
    if (!letters.isEmpty()) {
      meters.unreadable(letters.size());
      deadLetters.publish(letters);
    }
    return true;
  }

  /// Repeats a step until it works or the poller stops.
  ///
  /// Nothing is released meanwhile: a released record comes back at once and uses up its
  /// deliveries, while one that is kept costs a single delivery when its lock runs out.
  private <T> Optional<T> untilDone(Supplier<T> step) throws InterruptedException {
    while (!stopping) {
      try {
        return Optional.of(step.get());
      } catch (RuntimeException e) {
        LOG.warn("A batch of type {} waits: {}", intake.type(), e.toString());
        TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        gate.await(WAIT);
      }
    }
    return Optional.empty();
  }
}
