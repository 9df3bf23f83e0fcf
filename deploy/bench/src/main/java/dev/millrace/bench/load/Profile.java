package dev.millrace.bench.load;

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
  RECOVERY
}
