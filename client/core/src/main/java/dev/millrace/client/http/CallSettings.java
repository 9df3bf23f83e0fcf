package dev.millrace.client.http;

import java.time.Duration;

/// How calls are made.
///
/// @param timeout the longest that one attempt of a call may take
/// @param retries attempts after the first one
/// @param firstPause before the second attempt; each further one is twice as long, up to
///   `longestPause`
/// @param longestRetryAfter most that a `Retry-After` is waited for; with a longer one the call is
///   given up
/// @param largestAnswer most bytes of an answer
/// @param silence longest silence on a stream; the service sends something every 15 s
/// @param poll how long the service may hold an answer back, where streams are refused
/// @param streamAgain how long a refused stream is not asked for again
public record CallSettings(
    Duration timeout,
    int retries,
    Duration firstPause,
    Duration longestPause,
    Duration longestRetryAfter,
    int largestAnswer,
    Duration silence,
    Duration poll,
    Duration streamAgain) {

  public static final CallSettings STANDARD =
      new CallSettings(
          Duration.ofSeconds(30),
          5,
          Duration.ofMillis(250),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          32 << 20,
          Duration.ofSeconds(45),
          Duration.ofSeconds(25),
          Duration.ofMinutes(1));

  public CallSettings {
    requirePositive("timeout", timeout);
    requirePositive("silence", silence);
    if (retries < 0) {
      throw new IllegalArgumentException("retries must be at least 0");
    }
    if (largestAnswer < 1) {
      throw new IllegalArgumentException("the largest answer must have at least a byte");
    }
  }

  public CallSettings withTimeout(Duration other) {
    return new CallSettings(
        other,
        retries,
        firstPause,
        longestPause,
        longestRetryAfter,
        largestAnswer,
        silence,
        poll,
        streamAgain);
  }

  public CallSettings withRetries(int other) {
    return new CallSettings(
        timeout,
        other,
        firstPause,
        longestPause,
        longestRetryAfter,
        largestAnswer,
        silence,
        poll,
        streamAgain);
  }

  public CallSettings withLargestAnswer(int other) {
    return new CallSettings(
        timeout,
        retries,
        firstPause,
        longestPause,
        longestRetryAfter,
        other,
        silence,
        poll,
        streamAgain);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive; got " + value);
    }
  }
}
