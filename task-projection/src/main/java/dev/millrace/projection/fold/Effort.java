package dev.millrace.projection.fold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What has been spent on a task so far.
///
/// @param attempt attempts begun
/// @param retryCount retries scheduled since the task was accepted, or redriven
/// @param startedAt when the first attempt began
public record Effort(
    int attempt, int retryCount, @Nullable Instant startedAt, @Nullable Pace pace) {

  static final Effort NONE = new Effort(0, 0, null, null);

  /// An attempt begins or goes on elsewhere: what was done is still done, how fast is to be seen.
  Effort started(int number, Instant time) {
    return new Effort(
        number,
        retryCount,
        startedAt == null ? time : startedAt,
        pace == null ? null : pace.unmeasured());
  }

  Effort attempted(int number) {
    return new Effort(number, retryCount, startedAt, pace);
  }

  Effort retried(int failedAttempt) {
    return new Effort(failedAttempt, retryCount + 1, startedAt, pace);
  }

  /// A fresh budget; what the old attempts did counts no more.
  Effort redriven(int attemptsSoFar) {
    return new Effort(attemptsSoFar, 0, startedAt, null);
  }

  Effort at(Pace next) {
    return new Effort(attempt, retryCount, startedAt, next);
  }
}
