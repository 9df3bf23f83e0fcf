package dev.millrace.executor.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.executor.attempt.thread.Carriers;
import dev.millrace.executor.attempt.thread.Turn;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.StoreGate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SchedulerWatchTest {

  private final RunningAttempts running = new RunningAttempts();
  private final StoreGate gate = new StoreGate();
  private final AbandonedHandlers abandoned =
      new AbandonedHandlers(new AbandonedHandlers.Limits(100, 100), gate);
  private final EngineMeters meters = new EngineMeters(new SimpleMeterRegistry());
  private volatile boolean enough;

  /// Carriers of which a test says whether they are free.
  private static final class SaidCarriers implements Carriers {
    private int count = 2;
    private boolean free = true;

    @Override
    public int count() {
      return count;
    }

    @Override
    public void use(int next) {
      count = next;
    }

    @Override
    public BooleanSupplier probe() {
      return () -> free;
    }
  }

  @BeforeEach
  void openTheGate() {
    gate.open();
  }

  @AfterEach
  void end() {
    enough = true;
  }

  @Test
  void aProbeThatDoesNotRunNamesTheGuiltyAndClosesTheGate() {
    SaidCarriers carriers = new SaidCarriers();
    SchedulerWatch watch = watch(carriers);
    Attempt busy = computeOnAVirtualThread();
    watch.look();
    carriers.free = false;

    watch.look();

    assertThat(watch.guilty())
        .singleElement()
        .asString()
        .contains(busy.claim().taskId().toString(), "SchedulerWatchTest");
    assertThat(gate.isOpen()).isFalse();
    assertThat(gate.storeIsReached()).isTrue();
    assertThat(carriers.count).isEqualTo(4);
  }

  @Test
  void itIsOverWhenTheGuiltyHaveEnded() {
    SaidCarriers carriers = new SaidCarriers();
    SchedulerWatch watch = watch(carriers);
    Attempt busy = computeOnAVirtualThread();
    watch.look();
    carriers.free = false;
    watch.look();
    carriers.free = true;

    watch.look();
    assertThat(gate.isOpen()).isFalse();
    running.remove(busy);
    watch.look();

    assertThat(gate.isOpen()).isTrue();
    assertThat(watch.guilty()).isEmpty();
    assertThat(carriers.count).isEqualTo(2);
  }

  @Test
  void anAbandonedHandlerStaysGuiltyUntilItEnds() {
    SaidCarriers carriers = new SaidCarriers();
    SchedulerWatch watch = watch(carriers);
    Attempt busy = computeOnAVirtualThread();
    watch.look();
    carriers.free = false;
    watch.look();
    carriers.free = true;

    abandoned.add(busy);
    running.remove(busy);
    watch.look();
    assertThat(watch.guilty()).hasSize(1);
    assertThat(carriers.count).isEqualTo(4);

    abandoned.ended(busy);
    watch.look();
    assertThat(watch.guilty()).isEmpty();
    assertThat(carriers.count).isEqualTo(2);
  }

  @Test
  void aMachineThatIsBusyWithOtherThingsClosesNothing() {
    SaidCarriers carriers = new SaidCarriers();
    SchedulerWatch watch = watch(carriers);
    watch.look();
    carriers.free = false;

    watch.look();

    assertThat(gate.isOpen()).isTrue();
  }

  /// The JDK's own scheduler, with more busy threads than carriers.
  @Test
  void virtualThreadsRunAgainBesideThoseThatNeverBlock() throws Exception {
    Carriers carriers = new Carriers.OfJdk();
    int usual = carriers.count();
    SchedulerWatch watch = watch(carriers);
    for (int i = 0; i < usual + 2; i++) {
      start();
    }
    try {
      assertThat(runsOnAVirtualThread(500)).isFalse();

      await()
          .atMost(30, TimeUnit.SECONDS)
          .pollInterval(200, TimeUnit.MILLISECONDS)
          .until(() -> {
            watch.look();
            return runsOnAVirtualThread(100);
          });

      await()
          .pollInterval(200, TimeUnit.MILLISECONDS)
          .until(() -> {
            watch.look();
            return watch.guilty().size() == usual + 2;
          });
    } finally {
      enough = true;
      running.all().forEach(running::remove);
      await()
          .pollInterval(200, TimeUnit.MILLISECONDS)
          .until(() -> {
            watch.look();
            return carriers.count() == usual;
          });
    }
  }

  private SchedulerWatch watch(Carriers carriers) {
    return new SchedulerWatch(running, abandoned, gate, meters, carriers);
  }

  private static boolean runsOnAVirtualThread(long millis) throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    Thread.ofVirtual().start(ran::countDown);
    return ran.await(millis, TimeUnit.MILLISECONDS);
  }

  private Attempt computeOnAVirtualThread() {
    Attempt attempt = start();
    await().until(attempt::isOnCarrier);
    return attempt;
  }

  private Attempt start() {
    Attempt attempt = Attempts.any(Attempts.WAITS);
    running.add(attempt);
    Thread.ofVirtual()
        .start(() -> {
          attempt.runsOn(Thread.currentThread(), Turn.NOT_NEEDED);
          while (!enough) {
            Thread.onSpinWait();
          }
        });
    return attempt;
  }
}
