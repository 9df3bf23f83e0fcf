package dev.millrace.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// One task at each tick of a clock.
///
/// Open loop: a time is counted from the tick on which the task was due, so a target that stalls is
/// charged for every task that it made late, not for one.
final class PacedLoad {

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

  private final Target target;
  private final Histogram accepted = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final Histogram finished = new ConcurrentHistogram(LONGEST_MICROS, 3);

  PacedLoad(Target target) {
    this.target = target;
  }

  Readings apply(LoadRequest.Paced request) throws Exception {
    var deadline = new Deadline(request.patience());
    long interval = TimeUnit.SECONDS.toNanos(1) / request.perSecond();
    var running = new ArrayList<Future<?>>();
    long start = System.nanoTime();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < request.count(); i++) {
        long due = start + i * interval;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        Callable<?> one = () -> one(due, deadline);
        running.add(pool.submit(one));
      }
    }
    for (var one : running) {
      one.get();
    }
    return new Readings(
        Map.of(
            Readings.SECONDS, (System.nanoTime() - start) / 1e9,
            Readings.ACCEPTED_P50, millis(accepted, 50),
            Readings.ACCEPTED_P99, millis(accepted, 99),
            Readings.FINISHED_P50, millis(finished, 50),
            Readings.FINISHED_P99, millis(finished, 99)));
  }

  private Duration one(long due, Deadline deadline) throws Exception {
    var id = target.submitOne(Work.NOTHING);
    accepted.recordValue(microsSince(due));
    target.awaitFinished(id, deadline.left());
    long micros = microsSince(due);
    finished.recordValue(micros);
    return Duration.ofNanos(micros * 1_000);
  }

  private static long microsSince(long due) {
    return Math.clamp(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due), 1, LONGEST_MICROS);
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e3;
  }
}
