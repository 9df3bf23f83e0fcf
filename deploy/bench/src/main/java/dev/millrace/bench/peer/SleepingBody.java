package dev.millrace.bench.peer;

import java.time.Duration;

/// Sleeps, or does nothing when there is nothing to sleep.
public final class SleepingBody implements TaskBody {

  @Override
  public void run(String id, Duration sleep) throws InterruptedException {
    if (!sleep.isZero()) {
      Thread.sleep(sleep);
    }
  }
}
