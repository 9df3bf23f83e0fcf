package dev.millrace.executor.bulk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has become of a bulk-control task's commands so far.
///
/// @param refusals the first ones
/// @param expected how many commands there are; null while some are still to be written
record BulkCounts(long done, long refused, List<BulkRefusal> refusals, @Nullable Long expected) {

  static final BulkCounts NONE = new BulkCounts(0, 0, List.of(), null);

  BulkCounts {
    refusals = List.copyOf(refusals);
  }

  long answered() {
    return done + refused;
  }
}
