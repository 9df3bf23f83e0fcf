package dev.millrace.jobs.sleep;

/// Where a sleep stands.
///
/// @param step parts that are slept
/// @param failures attempts that failed on request; counted before they fail, so a crash counts too
/// @param failing the attempt that was counted last; 0 for none
record SleepCheckpoint(int step, int failures, int failing) {

  static final SleepCheckpoint START = new SleepCheckpoint(0, 0, 0);

  SleepCheckpoint failing(int attempt) {
    return new SleepCheckpoint(step, failures + 1, attempt);
  }

  SleepCheckpoint reached(int nextStep) {
    return new SleepCheckpoint(nextStep, failures, failing);
  }
}
