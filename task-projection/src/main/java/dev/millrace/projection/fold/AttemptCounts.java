package dev.millrace.projection.fold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What has been spent on a task so far.
///
/// @param attempt attempts begun
/// @param retryCount retries scheduled since the task was accepted, or redriven
/// @param startedAt when the first attempt began
public record AttemptCounts(
    int attempt, int retryCount, @Nullable Instant startedAt, @Nullable ProgressRate pace) {

  static final AttemptCounts NONE = new AttemptCounts(0, 0, null, null);

  /// An attempt begins or goes on elsewhere: what was done is still done, how fast is to be seen.
  AttemptCounts started(int number, Instant time) {
    return new AttemptCounts(
        number,
        retryCount,
        startedAt == null ? time : startedAt,
        pace == null ? null : pace.unmeasured());
  }

  AttemptCounts attempted(int number) {
    return new AttemptCounts(number, retryCount, startedAt, pace);
  }

  AttemptCounts retried(int failedAttempt) {
    return new AttemptCounts(failedAttempt, retryCount + 1, startedAt, pace);
  }

  /// A fresh budget; what the old attempts did counts no more.
  AttemptCounts redriven(int attemptsSoFar) {
    return new AttemptCounts(attemptsSoFar, 0, startedAt, null);
  }

  AttemptCounts at(ProgressRate next) {
    return new AttemptCounts(attempt, retryCount, startedAt, next);
  }
}
