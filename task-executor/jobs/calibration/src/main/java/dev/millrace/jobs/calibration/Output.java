package dev.millrace.jobs.calibration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What a process prints, kept up to a limit and read to its end, so that the process never blocks
/// on a full pipe.
///
/// Read by a platform thread: a read of a pipe cannot be interrupted and would occupy a carrier.
final class Output {

  private final int limit;
  private final byte[] kept;
  private final Thread reader;
  private int length;
  private long total;

  Output(InputStream from, int limit) {
    this.limit = limit;
    this.kept = new byte[limit];
    this.reader = Thread.ofPlatform().daemon().name("command-output").start(() -> read(from));
  }

  /// Waits until the end of the output, but no longer than `patience`: a process that left the
  /// group may hold the pipe open.
  void await(Duration patience) throws InterruptedException {
    reader.join(patience);
  }

  synchronized String text() {
    return new String(kept, 0, length, StandardCharsets.UTF_8);
  }

  /// How many bytes were printed, kept or not.
  synchronized long printed() {
    return total;
  }

  boolean truncated() {
    return printed() > limit;
  }

  /// The last line that is not blank, cut to what fits into a message.
  String lastLine() {
    String last = text().lines().filter(line -> !line.isBlank()).reduce("", (_, b) -> b).strip();
    return last.length() > 200 ? last.substring(0, 200) : last;
  }

  private void read(InputStream from) {
    byte[] buffer = new byte[8192];
    try (from) {
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        add(buffer, count);
      }
    } catch (IOException _) {
      // the pipe was closed under the read because the process is gone: this is the end of it
    }
  }

  private synchronized void add(byte[] bytes, int count) {
    int fits = Math.min(count, limit - length);
    System.arraycopy(bytes, 0, kept, length, fits);
    length += fits;
    total += count;
  }
}
