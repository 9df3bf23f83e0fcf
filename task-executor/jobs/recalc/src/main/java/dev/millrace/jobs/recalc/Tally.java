package dev.millrace.jobs.recalc;

import dev.millrace.jobs.recalc.rows.RowOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The running count of a recalculation, kept in its checkpoint.
///
/// A row is in exactly one of changed, unchanged and failed.
///
/// @param samples the first 20 failures
/// @param tagsAdded how often each tag was newly given
record Tally(
    long changed,
    long unchanged,
    long failed,
    List<FailedRow> samples,
    Map<String, Long> tagsAdded) {

  private static final int MOST_SAMPLES = 20;

  static final Tally EMPTY = new Tally(0, 0, 0, List.of(), Map.of());

  /// Rows counted so far.
  long processed() {
    return changed + unchanged + failed;
  }

  /// This tally and the outcomes of one more batch.
  Tally plus(Collection<? extends RowOutcome> outcomes) {
    long moreChanged = 0;
    long moreUnchanged = 0;
    long moreFailed = 0;
    List<FailedRow> moreSamples = new ArrayList<>(samples);
    Map<String, Long> moreTags = new TreeMap<>(tagsAdded);
    for (RowOutcome outcome : outcomes) {
      switch (outcome) {
        case RowOutcome.Changed row -> {
          moreChanged++;
          row.numericTags().forEach(tag -> moreTags.merge(tag, 1L, Long::sum));
          row.skillTags().forEach(tag -> moreTags.merge(tag, 1L, Long::sum));
        }
        case RowOutcome.Unchanged _ -> moreUnchanged++;
        case RowOutcome.Failed(long id, String name, String reason) -> {
          moreFailed++;
          if (moreSamples.size() < MOST_SAMPLES) {
            moreSamples.add(new FailedRow(id, name, reason));
          }
        }
      }
    }
    return new Tally(
        changed + moreChanged,
        unchanged + moreUnchanged,
        failed + moreFailed,
        moreSamples,
        moreTags);
  }
}
