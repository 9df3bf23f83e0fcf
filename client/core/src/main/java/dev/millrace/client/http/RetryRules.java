package dev.millrace.client.http;

import dev.millrace.client.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/// When a call is sent again, and after which pause. Pure.
///
/// 429 and 503 say that nothing was done. What proxies say, and no answer at all, say nothing of
/// the kind: after those, only a call is sent again that may be.
record RetryRules(CallSettings settings) {

  /// After a refusal.
  ///
  /// @param tried attempts so far
  /// @param random from 0 to 1, of which the pause's jitter is made
  Optional<Duration> after(Problem problem, boolean repeatable, int tried, double random) {
    boolean again =
        switch (problem.status()) {
          case 429, 503 -> true;
          case 502, 504 -> repeatable;
          // The first of two is still being worked on: its answer is there soon.
          case 409 -> repeatable && problem.is("key-in-flight");
          default -> false;
        };
    Duration asked = problem.retryAfter();
    if (!again
        || tried > settings.retries()
        || (asked != null && asked.compareTo(settings.longestRetryAfter()) > 0)) {
      return Optional.empty();
    }
    Duration own = pause(tried, random);
    return Optional.of(asked == null ? own : asked.plus(own.dividedBy(4)));
  }

  /// After no answer.
  Optional<Duration> afterSilence(boolean repeatable, int tried, double random) {
    return repeatable && tried <= settings.retries()
        ? Optional.of(pause(tried, random))
        : Optional.empty();
  }

  /// Between a half and the whole of a time that doubles with each attempt.
  Duration pause(int tried, double random) {
    long first = settings.firstPause().toMillis();
    long most = settings.longestPause().toMillis();
    long whole = Math.min(most, first << Math.min(Math.max(tried - 1, 0), 20));
    return Duration.ofMillis(Math.round(whole * (0.5 + random / 2)));
  }
}
