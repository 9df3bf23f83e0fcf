package dev.millrace.api.submit.topic;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;

/// Types that submissions named and the catalogue does not have.
///
/// A service may commit its first task a moment before its type is announced, so that is waited
/// for, once in a while: a type that nobody announces holds up the others for ten seconds in ten
/// minutes.
final class MissedTypes {

  static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_WAITS = Duration.ofMinutes(10);
  private static final int MOST = 1_000;

  private final Cache<String, Instant> first =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(BETWEEN_WAITS).build();

  /// Whether a type that is missing now may be there soon.
  boolean mayCome(String type, Instant now) {
    return first.get(type, _ -> now).plus(PATIENCE).isAfter(now);
  }
}
