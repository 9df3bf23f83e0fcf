package dev.millrace.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// The moment after which a load is given up.
public final class Deadline {

  private final long end;
  private final Duration patience;

  public Deadline(Duration patience) {
    this.patience = patience;
    this.end = System.nanoTime() + patience.toNanos();
  }

  /// Never negative.
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  public void check(String what) throws TimeoutException {
    if (System.nanoTime() > end) {
      throw new TimeoutException(what + " after " + patience.toMillis() / 1000 + " s");
    }
  }
}
