package dev.millrace.executor;

import dev.millrace.executor.attempt.AbandonedHandlers;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What handlers may take of the process: `millrace.executor.handlers.*`.
///
/// @param computingThreads handlers that compute at once. 0 is all cores but one, at least 1. A
///   type that computes has twice as many permits at most, at least 4
/// @param abandonedComputing number of abandoned handlers that compute at which the executor takes
///   no more work, and its health is `OUT_OF_SERVICE`
/// @param abandonedWaiting the same for handlers that wait
@ConfigurationProperties("millrace.executor.handlers")
record HandlerSettings(
    @DefaultValue("0") int computingThreads,
    @DefaultValue("4") int abandonedComputing,
    @DefaultValue("100") int abandonedWaiting) {

  // One computes; the others wait for the database, or are there to go on when it ends.
  private static final int LEAST_PERMITS = 4;

  HandlerSettings {
    require(computingThreads >= 0, "computing-threads must be 0 or more", computingThreads);
    require(abandonedComputing >= 1, "abandoned-computing must be at least 1", abandonedComputing);
    require(abandonedWaiting >= 1, "abandoned-waiting must be at least 1", abandonedWaiting);
    if (computingThreads == 0) {
      computingThreads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }
  }

  /// How many tasks of a type that computes may run at once. With more of them each would take
  /// longer, and hold its parameters meanwhile; none would end earlier.
  int computingPermits() {
    return Math.max(LEAST_PERMITS, 2 * computingThreads);
  }

  AbandonedHandlers.Limits abandoned() {
    return new AbandonedHandlers.Limits(abandonedComputing, abandonedWaiting);
  }

  private static void require(boolean holds, String rule, int actual) {
    if (!holds) {
      throw new IllegalArgumentException("millrace.executor.handlers." + rule + "; got " + actual);
    }
  }
}
