package dev.millrace.systemtest.hostile.honest;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// How long the honest user waited, by kind of call, and how often in vain. Safe for many threads.
public final class Latencies {

  /// What a call counts that got no good answer.
  public static final Duration IN_VAIN = Duration.ofSeconds(10);

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(30);

  private final Map<HonestCall, Histogram> good = new EnumMap<>(HonestCall.class);
  private final Map<HonestCall, Integer> vain = new EnumMap<>(HonestCall.class);

  /// Counts a call with a good answer.
  public synchronized void good(HonestCall call, long nanos) {
    record(call, TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  /// Counts a call that was refused, failed or not answered: as ten seconds, or as what it took.
  public synchronized void inVain(HonestCall call, long nanos) {
    vain.merge(call, 1, Integer::sum);
    record(call, Math.max(IN_VAIN.toNanos(), nanos) / 1_000);
  }

  private void record(HonestCall call, long micros) {
    good.computeIfAbsent(call, _ -> new Histogram(LONGEST_MICROS, 3))
        .recordValue(Math.clamp(micros, 1, LONGEST_MICROS));
  }

  synchronized void add(Latencies others) {
    synchronized (others) {
      others.good.forEach((call, histogram) ->
          good.computeIfAbsent(call, _ -> new Histogram(LONGEST_MICROS, 3)).add(histogram));
      others.vain.forEach((call, count) -> vain.merge(call, count, Integer::sum));
    }
  }

  public synchronized long count(HonestCall call) {
    Histogram histogram = good.get(call);
    return histogram == null ? 0 : histogram.getTotalCount();
  }

  public synchronized int inVain(HonestCall call) {
    return vain.getOrDefault(call, 0);
  }

  /// Nothing where there was no such call.
  public synchronized Duration at(HonestCall call, double percentile) {
    Histogram histogram = good.get(call);
    return histogram == null
        ? Duration.ZERO
        : Duration.of(histogram.getValueAtPercentile(percentile), ChronoUnit.MICROS);
  }
}
