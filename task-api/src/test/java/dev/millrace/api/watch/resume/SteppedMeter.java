package dev.millrace.api.watch.resume;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/// A clock that stands still until it is told to go on.
final class SteppedMeter implements TimeMeter {

  private long nanos;

  void step(Duration by) {
    nanos += by.toNanos();
  }

  @Override
  public long currentTimeNanos() {
    return nanos;
  }

  @Override
  public boolean isWallClockBased() {
    return false;
  }
}
