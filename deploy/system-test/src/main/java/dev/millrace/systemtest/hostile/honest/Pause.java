package dev.millrace.systemtest.hostile.honest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The honest user's time between two calls.
final class Pause {

  private Pause() {}

  static void of(long millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }
}
