package dev.millrace.executor;

import dev.millrace.executor.attempt.Attempt;
import dev.millrace.executor.attempt.OutcomeWriter;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.catalogue.CatalogueAnnouncer;
import dev.millrace.executor.lease.LeaseKeeper;
import dev.millrace.executor.store.RunStore;
import dev.millrace.outbox.relay.slot.StartRefused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// The engine's life: announce, keep the lease, poll; and at the end all of it in reverse.
///
/// It starts without Kafka or PostgreSQL, and goes on by itself once they are there; for some
/// seconds it waits for the word whether it may start beside other executors. One that finds out
/// later that it may not takes in nothing, and says so until it is stopped. A stop lets handlers
/// reach a checkpoint, writes what they brought, and gives the rest back at once, so that no
/// attempt is burnt; a process that dies within the stop loses nothing but that speed.
public final class Engine implements SmartLifecycle {

  /// Before the web server is stopped, and before the relay, which publishes what is written last.
  static final int PHASE = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
  private static final Duration TO_WRITE = Duration.ofSeconds(10);

  private final CatalogueAnnouncer announcer;
  private final RunStore store;
  private final RunningAttempts running;
  private final OutcomeWriter outcomes;
  private final LeaseKeeper lease;
  private final Intakes intakes;
  private final Duration grace;
  private final CountDownLatch looked = new CountDownLatch(1);
  private volatile Stage stage = Stage.STOPPED;
  private volatile @Nullable StartRefused refusal;
  private @Nullable Thread starter;

  /// What the engine is doing, for its health.
  public enum Stage {
    STOPPED,
    ANNOUNCING,
    /// Another executor is in the way.
    REFUSED,
    WORKING,
    STOPPING
  }

  /// Starts and stops taking in work.
  interface Intakes {

    /// Has this executor heard of by others; harmless when it was before.
    void appear() throws InterruptedException;

    void start() throws InterruptedException;

    /// Begins to stop: no task is taken over from here on, and no further one is polled.
    void cease() throws InterruptedException;

    /// Returns when nothing is taken in any more.
    void stop() throws InterruptedException;

    /// Everything has ended and is written; nothing but this is left to say.
    void leave() throws InterruptedException;
  }

  Engine(
      CatalogueAnnouncer announcer,
      RunStore store,
      RunningAttempts running,
      OutcomeWriter outcomes,
      LeaseKeeper lease,
      Intakes intakes,
      Duration grace) {
    this.announcer = announcer;
    this.store = store;
    this.running = running;
    this.outcomes = outcomes;
    this.lease = lease;
    this.intakes = intakes;
    this.grace = grace;
  }

  public Stage stage() {
    return stage;
  }

  @Override
  public synchronized void start() {
    if (stage != Stage.STOPPED) {
      return;
    }
    stage = Stage.ANNOUNCING;
    outcomes.start();
    lease.start();
    starter = Thread.ofPlatform().name("millrace-announce").start(this::announceThenWork);
    awaitFirstLook();
    StartRefused refused = refusal;
    if (refused != null) {
      stop();
      throw refused;
    }
  }

  /// Why it does not take in work; empty while it may.
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal).map(StartRefused::why);
  }

  private void awaitFirstLook() {
    try {
      if (!looked.await(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("Whether other executors are in the way is not known yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void announceThenWork() {
    try {
      while (!announced()) {
        TimeUnit.NANOSECONDS.sleep(TRY_AGAIN.toNanos());
      }
      intakes.start();
      stage = Stage.WORKING;
    } catch (StartRefused e) {
      refuse(e);
    } catch (InterruptedException e) {
      // stop() was called before there was anything to stop.
    }
  }

  /// For good: who waits for the others to go would take their types while they are restarted.
  private void refuse(StartRefused why) {
    LOG.error("This executor does not start: {}", why.why());
    refusal = why;
    stage = Stage.REFUSED;
    looked.countDown();
    try {
      intakes.leave();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean announced() throws InterruptedException {
    try {
      announcer.check();
      looked.countDown();
      announcer.announce(intakes::appear);
      return true;
    } catch (StartRefused e) {
      throw e;
    } catch (RuntimeException e) {
      looked.countDown();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LOG.warn("The catalogue cannot be announced yet: {}", e.toString());
      return false;
    }
  }

  @Override
  public synchronized void stop() {
    if (stage == Stage.STOPPED || starter == null) {
      return;
    }
    try {
      stage = Stage.STOPPING;
      starter.interrupt();
      starter.join();
      intakes.cease();
      // Not after the consumers are closed: what runs is to go on elsewhere within a second.
      tellToStop();
      intakes.stop();
      endAttempts();
      outcomes.close(TO_WRITE);
      lease.stop();
      release();
      intakes.leave();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stage = Stage.STOPPED;
    }
  }

  private void tellToStop() {
    running.all().forEach(attempt -> attempt.stop(new StopReason.ExecutorStopping()));
  }

  private void endAttempts() {
    int count = running.count();
    // Those that the last polls brought.
    tellToStop();
    if (!awaitNone(grace)) {
      List<Attempt> late = List.copyOf(running.all());
      LOG.info("{} of {} handlers are interrupted after {}", late.size(), count, grace);
      late.forEach(Attempt::interrupt);
      if (!awaitNone(AFTER_INTERRUPT)) {
        LOG.warn(
            "{} handlers ignore their interruption; what they still do is refused",
            running.count());
      }
    }
  }

  private boolean awaitNone(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (running.count() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return running.count() == 0;
  }

  private void release() {
    try {
      store.release();
    } catch (RuntimeException e) {
      // The lease runs out by itself then; other executors take over some seconds later.
      LOG.warn("The lease is not released: {}", e.toString());
    }
  }

  @Override
  public boolean isRunning() {
    return stage != Stage.STOPPED;
  }

  /// Its lease is given back for good when it stops, so it cannot be started again: it goes on in a
  /// context that is paused, as those of tests are.
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
