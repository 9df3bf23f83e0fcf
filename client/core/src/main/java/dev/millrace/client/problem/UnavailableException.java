package dev.millrace.client.problem;

import java.time.Duration;
import java.util.Optional;

/// Millrace, or the proxy before it, takes no such calls now, also after repetitions.
public final class UnavailableException extends ProblemException {

  UnavailableException(Problem problem) {
    super(problem);
  }

  /// When the call may be repeated, where that was said.
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(problem().retryAfter());
  }
}
