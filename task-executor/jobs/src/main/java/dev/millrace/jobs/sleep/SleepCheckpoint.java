package dev.millrace.jobs.sleep;

/// Where a sleep stands.
///
/// @param step parts that are slept
/// @param failures runs that failed on request; counted before they fail, so a crash counts too
record SleepCheckpoint(int step, int failures) {

  static final SleepCheckpoint START = new SleepCheckpoint(0, 0);
}
