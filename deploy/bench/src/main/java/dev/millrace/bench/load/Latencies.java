package dev.millrace.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// How long many things took. Safe for many threads at once.
public final class Latencies {

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

  private final Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

  /// Counts one that began then, by the clock of [System#nanoTime()], and ends now.
  void endedSince(long begin) {
    long took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
    micros.recordValue(Math.clamp(took, 1, LONGEST_MICROS));
  }

  /// Milliseconds.
  public double percentile(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }
}
