package dev.millrace.http.answer;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/// Whether a client reads an answer fast enough. Only the time that its writing takes counts: what
/// the service needs to make the answer is not the client's fault. Pure.
final class ReadingPace {

  private final long bytesPerSecond;
  private final long graceNanos;
  private long bytes;
  private long nanos;

  ReadingPace(long bytesPerSecond, Duration grace) {
    this.bytesPerSecond = bytesPerSecond;
    this.graceNanos = grace.toNanos();
  }

  /// Counts what was written and how long that took.
  ///
  /// @throws IOException when the client reads too slowly
  void count(long written, long took) throws IOException {
    bytes += written;
    nanos += took;
    long allowed = graceNanos + (long) (1e9 * bytes / bytesPerSecond);
    if (nanos > allowed) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "the client reads too slowly: %d bytes in %d ms",
              bytes,
              nanos / 1_000_000));
    }
  }
}
