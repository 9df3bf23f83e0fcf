package dev.millrace.client.problem;

import java.time.Duration;
import java.util.Optional;

/// The user has had as much as their quota allows, also after repetitions.
public final class QuotaExceededException extends ProblemException {

  QuotaExceededException(Problem problem) {
    super(problem);
  }

  /// When the call may be repeated, where that was said.
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(problem().retryAfter());
  }
}
