package dev.millrace.systemtest.fleet;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition, which is looked at five times a second.
public final class Waiting {

  private static final Duration GLANCE = Duration.ofMillis(200);

  private Waiting() {}

  /// Waits, and returns whether the condition became true in time.
  public static boolean until(BooleanSupplier condition, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return true;
  }

  /// Lets time pass; returns early when the thread is interrupted.
  public static void pass(Duration time) {
    until(() -> false, time);
  }
}
