package dev.millrace.executor.bulk;

import java.time.Duration;

/// What a bulk-control task waits for, and how it ends. Pure.
sealed interface BulkDecision {

  /// Commands are to be written or answered yet.
  record Wait() implements BulkDecision {}

  /// That is all there is to hear.
  record Complete(BulkReport report) implements BulkDecision {}

  /// How long after the last answer the missing ones are given up. They come through one topic,
  /// behind each other, so what is missing then was lost with a replication slot.
  Duration PATIENCE = Duration.ofMinutes(30);

  /// Decides.
  ///
  /// @param silence since when nothing has changed
  static BulkDecision of(String action, BulkCounts counts, Duration silence) {
    Long expected = counts.expected();
    if (expected == null) {
      return new Wait();
    }
    long missing = Math.max(0, expected - counts.answered());
    if (missing > 0 && silence.compareTo(PATIENCE) < 0) {
      return new Wait();
    }
    return new Complete(
        new BulkReport(
            action, expected, counts.done(), counts.refused(), missing, counts.refusals()));
  }
}
