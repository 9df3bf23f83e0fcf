package dev.millrace.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The wait between two looks at what another process will do soon.
final class Pause {

  private static final Duration SHORT = Duration.ofMillis(50);

  private Pause() {}

  static void between() {
    try {
      TimeUnit.NANOSECONDS.sleep(SHORT.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
