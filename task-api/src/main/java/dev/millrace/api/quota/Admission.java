package dev.millrace.api.quota;

import java.time.Duration;

/// What a quota says to a submission.
sealed interface Admission {

  /// How many tasks more there is room for, after this submission where it is admitted.
  long left();

  /// There was room.
  ///
  /// @param reset when all of the quota is there again; zero where nobody knows
  record Admitted(long left, Duration reset) implements Admission {}

  /// There was none.
  ///
  /// @param retryAfter when it is worth trying again
  record Exceeded(long left, Duration retryAfter) implements Admission {}
}
