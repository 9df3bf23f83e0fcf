package dev.millrace.executor.bulk;

import java.util.List;

/// A bulk-control task's result.
///
/// @param matched tasks that the filter admitted when they were come by
/// @param done those of them that were cancelled, asked to stop, or put back to work
/// @param refused those whose state did not allow it any more
/// @param unanswered commands of which nothing was heard; 0 unless a replication slot was lost
/// @param refusals the first of the refused, at most [#SAMPLE]
record BulkReport(
    String action,
    long matched,
    long done,
    long refused,
    long unanswered,
    List<BulkRefusal> refusals) {

  /// Refusals that a report names.
  static final int SAMPLE = 20;
}
