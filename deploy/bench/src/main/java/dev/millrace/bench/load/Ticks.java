package dev.millrace.bench.load;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// One call at each tick of a clock, whatever became of the ones before.
///
/// Open loop: a time is counted from the tick on which the call was due, so a system that stalls is
/// charged for every call that it made late, not for one.
public final class Ticks {

  /// One call.
  interface Tick {

    /// Makes it.
    ///
    /// @param due the tick, by the clock of [System#nanoTime()]
    void make(int number, long due) throws Exception;
  }

  private Ticks() {}

  /// Makes calls that need no more than an answer, and answers how long these took.
  public static Latencies measure(int count, int perSecond, Call call) throws Exception {
    var latencies = new Latencies();
    run(
        count,
        perSecond,
        (number, due) -> {
          call.make(number);
          latencies.endedSince(due);
        });
    return latencies;
  }

  /// Returns when all calls are over. The first failure is thrown then.
  static void run(int count, int perSecond, Tick tick) throws Exception {
    long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    var running = new ArrayList<Future<?>>();
    long start = System.nanoTime();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int number = i;
        long due = start + number * interval;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        running.add(
            pool.submit(() -> {
              tick.make(number, due);
              return null;
            }));
      }
    }
    Outcomes.requireAll(running);
  }
}
