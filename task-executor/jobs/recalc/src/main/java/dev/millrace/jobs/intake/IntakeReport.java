package dev.millrace.jobs.intake;

import java.util.List;

/// What came of a stream of monsters.
///
/// @param received lines that were not blank: created + updated + unchanged + failed
/// @param errors the first 100 lines that failed
record IntakeReport(
    long received,
    long created,
    long updated,
    long unchanged,
    long failed,
    List<LineError> errors) {

  /// @param line the number of the line, from 1
  record LineError(long line, String message) {}
}
