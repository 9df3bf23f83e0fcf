package dev.millrace.bench.millrace;

import static dev.millrace.bench.millrace.process.StoredTasks.EXECUTOR;

import dev.millrace.bench.load.Deadline;
import dev.millrace.bench.millrace.process.StoredTasks;
import java.time.Duration;

/// Ended runs that the executor has kept for nearly as long as it keeps any, as copies of real
/// ones: one after the other goes while tasks are measured, as in a system that has run for that
/// long.
final class OldRuns {

  /// `millrace.executor.cleaning.keep`, which no setting makes shorter than what Kafka keeps.
  private static final Duration KEPT = Duration.ofDays(40);

  private static final int COPIES_AT_ONCE = 10;

  private final StoredTasks stored;
  private final Multiplication multiplication;

  OldRuns(StoredTasks stored, Multiplication multiplication) {
    this.stored = stored;
    this.multiplication = multiplication;
  }

  /// @param perSecond how many go
  /// @param time how long they go, from now on
  void add(double perSecond, Duration time, Deadline deadline) throws Exception {
    var originals = multiplication.originals((long) (perSecond * time.toSeconds()), deadline);
    long step = Math.max(1, (long) (1_000 * originals.size() / perSecond));
    long last = KEPT.toMillis() / step;
    long copy = (KEPT.toMillis() - time.toMillis()) / step;
    try (var executor = stored.connect(EXECUTOR)) {
      var writer =
          new Multiplication.Writer(executor, CopiedTable.insert(executor, "millrace_engine.run"));
      while (copy < last) {
        deadline.check("the old runs are not there");
        long end = Math.min(last, copy + COPIES_AT_ONCE);
        writer.copy(copy + 1, end, step, originals);
        copy = end;
        multiplication.awaitRelays(deadline);
      }
    }
  }
}
