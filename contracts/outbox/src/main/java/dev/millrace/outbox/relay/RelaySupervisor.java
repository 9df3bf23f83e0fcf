package dev.millrace.outbox.relay;

import dev.millrace.outbox.relay.slot.RelayLock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands by until it gets the lock, then keeps one [RelaySession] after the other going.
///
/// While the lock's session lives, whatever fails is tried again with a growing pause. When it
/// dies, publishing stops and the wait for the lock begins anew: another relay may have it by then.
final class RelaySupervisor implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(RelaySupervisor.class);
  private static final Duration BETWEEN_TRIES_FOR_LOCK = Duration.ofMillis(300);
  private static final Duration LONG_ENOUGH_TO_BE_WELL = Duration.ofSeconds(30);

  private final String slot;
  private final Callable<@Nullable RelayLock> locks;
  private final RelaySession session;
  private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile RelayHealth health = new RelayHealth.Standby();
  private volatile @Nullable RelayLock held;

  /// @param locks gives the lock, or null while another relay has it
  RelaySupervisor(String slot, Callable<@Nullable RelayLock> locks, RelaySession session) {
    this.slot = slot;
    this.locks = locks;
    this.session = session;
  }

  RelayHealth health() {
    return health;
  }

  /// Asks it to end; it does so within a second unless PostgreSQL keeps it waiting.
  void stop() {
    stopped.countDown();
  }

  /// Ends whatever it waits for in PostgreSQL.
  void abandon() {
    RelayLock lock = held;
    if (lock != null) {
      lock.close();
    }
  }

  @Override
  public void run() {
    while (goOn()) {
      try (RelayLock lock = locks.call()) {
        if (lock == null) {
          health = new RelayHealth.Standby();
          pause(BETWEEN_TRIES_FOR_LOCK);
        } else {
          held = lock;
          lead(lock);
        }
      } catch (Exception e) {
        failed("PostgreSQL cannot be reached", e);
      } finally {
        held = null;
      }
    }
    health = new RelayHealth.Standby();
  }

  private void lead(RelayLock lock) {
    log.info("The relay of {} is active", slot);
    while (goOn() && lock.isHeld()) {
      long start = System.nanoTime();
      try {
        session.run(lock, this::goOn, state -> health = state);
      } catch (Exception e) {
        if (System.nanoTime() - start > LONG_ENOUGH_TO_BE_WELL.toNanos()) {
          backoff.reset();
        }
        failed("The relay of " + slot + " stopped and starts again", e);
      }
    }
    log.info("The relay of {} is no longer active", slot);
  }

  private void failed(String what, Exception cause) {
    if (!goOn()) {
      return; // it was stopped on purpose, and this is how that looks from inside
    }
    health = new RelayHealth.Recovering(what + ": " + Causes.of(cause), Instant.now());
    log.warn("{}: {}", what, Causes.of(cause), cause);
    pause(backoff.next());
  }

  private boolean goOn() {
    return stopped.getCount() > 0;
  }

  private void pause(Duration time) {
    try {
      if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("Stopped while waiting");
      }
    } catch (InterruptedException e) {
      stopped.countDown();
      Thread.currentThread().interrupt();
    }
  }
}
