package dev.millrace.jobs.sleep;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// What a caller of `sleep` says; everything may be left out.
///
/// @param millis how long to sleep in all, 0 to 86,400,000 (a day), or what the executor's setting
///   allows, 10 minutes as a rule; 0
/// @param steps into how many equal parts the sleep is cut, 1 to 10,000; 1. A checkpoint lies
///   between every two of them
/// @param failTimes how many runs fail before one succeeds, 0 to 1,000; 0
/// @param failWith how they fail; transient
public record SleepParameters(
    @Nullable @Min(0) @Max(SleepParameters.LONGEST_MILLIS) Long millis,
    @Nullable @Min(1) @Max(SleepParameters.MOST_STEPS) Integer steps,
    @Nullable @Min(0) @Max(SleepParameters.MOST_FAILURES) Integer failTimes,
    @Nullable FailWith failWith) {

  static final long LONGEST_MILLIS = 86_400_000;
  static final int MOST_STEPS = 10_000;
  static final int MOST_FAILURES = 1000;

  public SleepParameters {
    requireRange("millis", millis, 0, LONGEST_MILLIS);
    requireRange("steps", steps, 1, MOST_STEPS);
    requireRange("failTimes", failTimes, 0, MOST_FAILURES);
  }

  private static void requireRange(String name, @Nullable Number value, long from, long to) {
    if (value != null && (value.longValue() < from || value.longValue() > to)) {
      throw new IllegalArgumentException(name + " is " + from + " to " + to + "; got " + value);
    }
  }

  long millisOrNone() {
    return millis == null ? 0 : millis;
  }

  int stepsOrOne() {
    return steps == null ? 1 : steps;
  }

  int failTimesOrNone() {
    return failTimes == null ? 0 : failTimes;
  }

  FailWith failure() {
    return failWith == null ? FailWith.TRANSIENT : failWith;
  }
}
