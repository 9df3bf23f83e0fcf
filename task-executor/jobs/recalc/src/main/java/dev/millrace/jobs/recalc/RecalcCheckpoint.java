package dev.millrace.jobs.recalc;

import dev.millrace.jobs.recalc.rows.RowOutcome;
import java.time.Duration;
import java.util.Collection;

/// Where a recalculation stands: committed with the rows of each batch, so a row is counted exactly
/// when it is written.
///
/// @param lastId every row of the scope up to this id is done
/// @param lastOfAll the largest id when the task started; rows that come later are not its business
/// @param total rows of the scope when the task started
/// @param spentMillis time spent on the task up to here, by all attempts that got here
record RecalcCheckpoint(long lastId, long lastOfAll, long total, long spentMillis, Tally tally) {

  /// The checkpoint after one more batch.
  RecalcCheckpoint after(
      long newLastId, Duration spent, Collection<? extends RowOutcome> outcomes) {
    return new RecalcCheckpoint(
        newLastId, lastOfAll, total, spent.toMillis(), tally.plus(outcomes));
  }
}
