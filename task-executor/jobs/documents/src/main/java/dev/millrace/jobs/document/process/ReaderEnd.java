package dev.millrace.jobs.document.process;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.jobs.document.extract.ReaderMain;
import java.util.Set;

/// How a reader process ended before it had answered.
///
/// @param exitCode its own, or 128 and the signal that ended it
record ReaderEnd(int exitCode) {

  static final int UNKNOWN = -1;

  /// Signals that a program causes itself: ILL, ABRT, BUS, FPE, SEGV.
  private static final Set<Integer> CRASHES = Set.of(132, 134, 135, 136, 139);

  /// The document's end where it was the cause; where the process was ended from outside, or never
  /// began, another attempt.
  RuntimeException asFailure() {
    if (exitCode == ReaderMain.OUT_OF_MEMORY) {
      return new PermanentFailure(
          "document-too-costly", "reading the document takes more memory than is allowed");
    }
    if (CRASHES.contains(exitCode)) {
      return new PermanentFailure("document-too-costly", "reading the document ended its reader");
    }
    return new TransientFailure(
        "document-reader-lost", "the process that read the document ended with " + exitCode);
  }
}
