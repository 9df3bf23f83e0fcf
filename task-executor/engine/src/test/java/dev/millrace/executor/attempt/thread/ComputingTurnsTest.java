package dev.millrace.executor.attempt.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ComputingTurnsTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SteppedTime time = new SteppedTime();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<Worker> workers = new ArrayList<>();

  /// A clock that tests drive. All threads burn unless they are said to wait.
  private static final class SteppedTime implements ComputingTurns.Clock {
    private final AtomicLong now = new AtomicLong();
    private final Map<Thread, Boolean> waits = new ConcurrentHashMap<>();

    @Override
    public long nanos() {
      return now.get();
    }

    @Override
    public long used(Thread thread) {
      return waits.containsKey(thread) ? 0 : now.get();
    }
  }

  /// A handler's thread, which does what it is told.
  private static final class Worker {
    private final LinkedBlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final CompletableFuture<Turn> turn = new CompletableFuture<>();

    Worker(ComputingTurns turns) {
      thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                turn.complete(turns.turn());
                try {
                  while (true) {
                    orders.take().run();
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }

    Turn turn() {
      return turn.join();
    }
  }

  @AfterEach
  void end() {
    workers.forEach(worker -> worker.thread.interrupt());
  }

  @Test
  void onlySoManyComputeAtOnceAndTheOthersInTheirOrder() {
    ComputingTurns turns = new ComputingTurns(1, 4, time);
    Worker first = worker(turns);
    take(first, "first");
    await().until(() -> log.contains("first"));
    take(worker(turns), "second");
    await().until(() -> turns.waiting() == 1);
    take(worker(turns), "third");
    await().until(() -> turns.waiting() == 2);
    assertThat(log).containsExactly("first");

    first.orders.add(() -> first.turn().putDown());

    await().until(() -> log.size() == 2);
    assertThat(log).containsExactly("first", "second");
  }

  @Test
  void aTurnIsPassedOnAtAPauseAfterASlice() {
    ComputingTurns turns = new ComputingTurns(1, 4, time);
    Worker first = worker(turns);
    take(first, "first");
    await().until(() -> log.contains("first"));
    Worker second = worker(turns);
    take(second, "second");
    await().until(() -> turns.waiting() == 1);

    first.orders.add(() -> {
      first.turn().pass();
      log.add("too early to pass");
      time.now.addAndGet(ComputingTurns.SLICE);
      first.turn().pass();
      log.add("first again");
    });
    await().until(() -> log.contains("second"));
    assertThat(log).containsExactly("first", "too early to pass", "second");

    second.orders.add(() -> second.turn().putDown());
    await().until(() -> log.contains("first again"));
  }

  @Test
  void aHandlerThatDoesNotPauseLosesItsTurnAfterAWhile() {
    ComputingTurns turns = new ComputingTurns(1, 1, time);
    take(worker(turns), "first");
    await().until(() -> log.size() == 1);
    take(worker(turns), "second");
    await().until(() -> turns.waiting() == 1);

    lookAfter(turns, 9);
    assertThat(turns.waiting()).isEqualTo(1);
    lookAfter(turns, 1);
    await().until(() -> log.contains("second"));

    // No more of them than the cores are to bear.
    take(worker(turns), "third");
    await().until(() -> turns.waiting() == 1);
    lookAfter(turns, 30);
    assertThat(turns.waiting()).isEqualTo(1);
  }

  @Test
  void aHandlerThatWaitsLosesItsTurnAtOnce() {
    ComputingTurns turns = new ComputingTurns(1, 1, time);
    Worker first = worker(turns);
    time.waits.put(first.thread, true);
    take(first, "first");
    await().until(() -> log.size() == 1);
    take(worker(turns), "second");
    await().until(() -> turns.waiting() == 1);

    lookAfter(turns, 1);

    await().until(() -> log.contains("second"));
  }

  @Test
  void theTurnOfAnAbandonedHandlerIsGivenToAnother() {
    ComputingTurns turns = new ComputingTurns(1, 1, time);
    Worker first = worker(turns);
    take(first, "first");
    await().until(() -> log.size() == 1);
    take(worker(turns), "second");
    await().until(() -> turns.waiting() == 1);

    first.turn().giveAway();
    await().until(() -> log.contains("second"));

    // Its late end gives nothing away twice.
    first.orders.add(() -> {
      first.turn().putDown();
      log.add("ended");
    });
    await().until(() -> log.contains("ended"));
    take(worker(turns), "third");
    await().until(() -> turns.waiting() == 1);
  }

  @Test
  void anInterruptedHandlerGoesOnWithoutATurn() {
    ComputingTurns turns = new ComputingTurns(1, 1, time);
    take(worker(turns), "first");
    await().until(() -> log.size() == 1);
    Worker second = worker(turns);
    second.orders.add(() -> {
      Thread.currentThread().interrupt();
      second.turn().pickUp();
      log.add("interrupted " + Thread.currentThread().isInterrupted());
    });

    await().until(() -> log.contains("interrupted true"));
  }

  private Worker worker(ComputingTurns turns) {
    Worker worker = new Worker(turns);
    workers.add(worker);
    return worker;
  }

  private void take(Worker worker, String name) {
    worker.orders.add(() -> {
      worker.turn().pickUp();
      log.add(name);
    });
  }

  private void lookAfter(ComputingTurns turns, int seconds) {
    for (int i = 0; i < seconds; i++) {
      time.now.addAndGet(SECOND);
      turns.look();
    }
  }
}
