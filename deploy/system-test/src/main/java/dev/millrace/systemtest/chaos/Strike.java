package dev.millrace.systemtest.chaos;

import java.time.Duration;

/// A fault and its time, counted from the beginning of the load.
public record Strike(Duration at, Fault fault) {

  @Override
  public String toString() {
    return "%4d s  %s".formatted(at.toSeconds(), fault);
  }
}
