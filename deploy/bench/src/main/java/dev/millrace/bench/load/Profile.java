package dev.millrace.bench.load;

import java.time.Duration;

/// What a system under test is set up for. Settings that are best for one are not best for another,
/// so each gets its best for each.
public enum Profile {
  /// Many tasks that do nothing.
  THROUGHPUT,
  /// Thousands of tasks that wait at the same time.
  SLEEPERS,
  /// As for throughput, on a store of its own that is filled with finished tasks.
  GROWTH,
  /// Workers of which each may run only some hundred tasks at once.
  FLEET,
  /// A worker that is killed while it runs tasks: liveness is checked as often as the settings
  /// allow, and every start and end of a task is written to a ledger.
  RECOVERY,
  /// A fresh process as it comes, with nothing run before.
  COLD,
  /// A process that has nothing to do.
  IDLE,
  /// As for throughput, where finished tasks go after [#RETENTION].
  STEADY;

  /// How long a finished task stays with [#STEADY], where it stays at all and may be told to go.
  public static final Duration RETENTION = Duration.ofSeconds(30);

  /// How often those that have been kept for so long are looked for.
  public static final Duration EXPIRY = Duration.ofSeconds(5);
}
