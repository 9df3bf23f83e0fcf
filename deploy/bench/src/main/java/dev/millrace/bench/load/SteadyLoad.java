package dev.millrace.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Batches in a closed loop: what is unfinished stays the same, however fast the target is.
///
/// The last task of a batch is submitted by itself and stands for all of it: tasks start in the
/// order in which they came, give or take those that run at once. So no count of finished tasks is
/// asked for, which would fall where finished tasks are deleted.
final class SteadyLoad {

  private final Target target;
  private final Semaphore submitters = new Semaphore(Load.BULK_SUBMITTERS);
  private final AtomicLong finished = new AtomicLong();

  SteadyLoad(Target target) {
    this.target = target;
  }

  Readings apply(LoadRequest.Steady request) throws Exception {
    long from = System.nanoTime() + request.fill().toNanos();
    var window = new Window(from, from + request.time().toNanos());
    var loops = new ArrayList<Future<?>>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < request.batches(); i++) {
        loops.add(
            pool.submit(() -> {
              loop(window);
              return null;
            }));
      }
    }
    Outcomes.requireAll(loops);
    return new Readings(
        Map.of(
            Readings.SECONDS,
            request.time().toNanos() / 1e9,
            Readings.FINISHED,
            (double) finished.get()));
  }

  /// By the clock of [System#nanoTime()].
  private record Window(long from, long end) {

    Duration left() {
      return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean holdsNow() {
      long now = System.nanoTime();
      return now - from >= 0 && now - end <= 0;
    }
  }

  private void loop(Window window) throws Exception {
    for (var last = submit(window); last.isPresent(); last = submit(window)) {
      try {
        target.awaitFinished(last.get(), window.left());
      } catch (TimeoutException e) {
        // The time is over: what is in flight does not count.
        return;
      }
      if (window.holdsNow()) {
        finished.addAndGet(Target.BATCH);
      }
    }
  }

  /// A batch, and answers its last task; nothing when the time is over.
  private Optional<String> submit(Window window) throws Exception {
    submitters.acquire();
    try {
      if (window.left().isZero()) {
        return Optional.empty();
      }
      target.submitBatch(Target.BATCH - 1, Work.NOTHING);
      return Optional.of(target.submitOne(Work.NOTHING));
    } finally {
      submitters.release();
    }
  }
}
