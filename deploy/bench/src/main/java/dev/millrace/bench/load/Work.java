package dev.millrace.bench.load;

import java.time.Duration;

/// What one task does: nothing, or sleep.
public record Work(Duration sleep) {

  public static final Work NOTHING = new Work(Duration.ZERO);

  public static Work sleeping(Duration time) {
    return new Work(time);
  }
}
