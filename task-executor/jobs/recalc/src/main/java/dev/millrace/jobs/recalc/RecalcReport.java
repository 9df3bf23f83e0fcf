package dev.millrace.jobs.recalc;

import dev.millrace.jobs.recalc.formula.Stat;
import dev.millrace.jobs.recalc.formula.Weights;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came of a recalculation: the result of the task.
///
/// @param processed changed + unchanged + failed
/// @param failures the first 20 rows that failed, with the reason
/// @param tagsAdded how often each tag was newly given, the most frequent first
/// @param weights the weights that were used, adding up to one
/// @param rowsPerSecond processed ÷ duration, rounded
/// @param duration time spent working, by all attempts
public record RecalcReport(
    long processed,
    long changed,
    long unchanged,
    long failed,
    List<FailedRow> failures,
    Map<String, Long> tagsAdded,
    Map<Stat, BigDecimal> weights,
    long rowsPerSecond,
    Duration duration) {

  static RecalcReport of(Tally tally, Weights weights, Duration duration) {
    return new RecalcReport(
        tally.processed(),
        tally.changed(),
        tally.unchanged(),
        tally.failed(),
        tally.samples(),
        mostFrequentFirst(tally.tagsAdded()),
        shares(weights),
        rate(tally.processed(), duration),
        duration);
  }

  /// Rows per second; a time under a millisecond counts as one.
  static long rate(long rows, Duration duration) {
    return rows * 1000 / Math.max(1, duration.toMillis());
  }

  private static Map<String, Long> mostFrequentFirst(Map<String, Long> tags) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    tags.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private static Map<Stat, BigDecimal> shares(Weights weights) {
    Map<Stat, BigDecimal> shares = new EnumMap<>(Stat.class);
    for (Stat stat : Stat.values()) {
      shares.put(stat, BigDecimal.valueOf(weights.of(stat), 6));
    }
    return shares;
  }
}
