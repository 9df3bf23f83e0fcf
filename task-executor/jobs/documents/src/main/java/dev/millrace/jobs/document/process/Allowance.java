package dev.millrace.jobs.document.process;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import java.time.Duration;
import java.util.Locale;

/// The processor time and the time that a process may take over one document.
///
/// Processor time is the document's doing. Time that passes without it is the machine's, so that
/// one is tried again.
///
/// @param before the processor time that the process had taken already
/// @param began by the nanosecond clock
record Allowance(Process process, ReaderSettings settings, Duration before, long began) {

  static Allowance from(Process process, ReaderSettings settings) {
    return new Allowance(process, settings, taken(process), System.nanoTime());
  }

  /// @throws PermanentFailure when the processor time is used up
  /// @throws TransientFailure when the time is
  void require() {
    if (taken(process).minus(before).compareTo(settings.processorTime()) > 0) {
      throw new PermanentFailure(
          "document-too-costly",
          String.format(
              Locale.ROOT,
              "reading the document takes more than %d s of processor time",
              settings.processorTime().toSeconds()));
    }
    if (Duration.ofNanos(System.nanoTime() - began).compareTo(settings.time()) > 0) {
      throw new TransientFailure(
          "document-reader-slow",
          String.format(
              Locale.ROOT, "the document was not read within %d s", settings.time().toSeconds()));
    }
  }

  /// Nothing on a system that does not tell; there the time alone counts.
  private static Duration taken(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
