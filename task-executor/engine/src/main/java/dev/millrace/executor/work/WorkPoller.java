package dev.millrace.executor.work;

import dev.millrace.executor.journal.JournalGate;
import dev.millrace.executor.journal.TaskClaim;
import dev.millrace.executor.lease.TakeoverSweep;
import dev.millrace.executor.observe.EngineMeters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings in the work of one type, on a thread of its own.
///
/// It polls only while there are permits for all that a poll may bring and the journal can be
/// reached; claims the whole poll in one transaction; acknowledges; starts. A crash before the
/// commit lets Kafka's lock run out and the records go elsewhere; a crash after it leaves claims
/// whose lease runs out, and records whose redelivery the journal drops.
public final class WorkPoller {

  private static final Logger LOG = LoggerFactory.getLogger(WorkPoller.class);
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int LARGEST_POLL = 500;

  private final Intake intake;
  private final WorkSource source;
  private final JournalGate gate;
  private final TakeoverSweep sweep;
  private final DeadLetters deadLetters;
  private final EngineMeters meters;
  private final Thread thread;
  private volatile boolean stopping;

  WorkPoller(
      Intake intake,
      WorkSource source,
      JournalGate gate,
      TakeoverSweep sweep,
      DeadLetters deadLetters,
      EngineMeters meters) {
    this.intake = intake;
    this.source = source;
    this.gate = gate;
    this.sweep = sweep;
    this.deadLetters = deadLetters;
    this.meters = meters;
    this.thread = Thread.ofPlatform().name("millrace-work-" + intake.type()).unstarted(this::loop);
  }

  /// Records that one poll brings at most: few when few tasks may run, so that all executors get
  /// some.
  static int pollSize(int permits) {
    return Math.clamp(permits / 10, 1, LARGEST_POLL);
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
      LOG.warn("The poller of {} does not come to its end", intake.type());
    }
  }

  private void loop() {
    int size = pollSize(intake.permits().limit());
    try (source) {
      while (!stopping) {
        if (gate.await(WAIT) && intake.permits().reserve(size, WAIT)) {
          int used = 0;
          try {
            used = bringIn(size);
          } finally {
            intake.permits().unreserve(size - used);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (WakeupException e) {
      // stop() was called.
    }
  }

  /// Takes in up to `permits` tasks, which hold their permits from then on.
  private int bringIn(int permits) throws InterruptedException {
    try {
      if (sweep.takeDue(intake.type())) {
        List<TaskClaim> taken = intake.takeOver(permits);
        if (!taken.isEmpty()) {
          sweep.again(intake.type());
          intake.start(taken);
          return taken.size();
        }
      }
      return poll();
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("No work of type {} is taken in for a moment", intake.type(), e);
      TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
      return 0;
    }
  }

  private int poll() throws InterruptedException {
    // The permits stay taken over empty polls: a record that is fetched while nobody polls would
    // wait under a running lock.
    List<ConsumerRecord<String, byte[]>> records = source.poll(WAIT);
    if (records.isEmpty()) {
      return 0;
    }
    meters.polled(records.size());
    Batch batch = Batch.read(intake.type(), records);
    Optional<Intake.Claims> claims = untilDone(() -> intake.claim(batch.items()));
    if (claims.isEmpty() || untilDone(() -> bury(batch, claims.get())).isEmpty()) {
      return 0;
    }
    batch.settle(source);
    intake.start(claims.get().claimed());
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
