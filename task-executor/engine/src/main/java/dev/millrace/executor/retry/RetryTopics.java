package dev.millrace.executor.retry;

import dev.millrace.events.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The ladder of fixed delays, with a topic for each. Pure.
///
/// All records of one topic wait equally long, so its head is due first and a reader waits for
/// nothing else. What must wait for a time between two delays goes into the shorter one and hops
/// on.
public final class RetryTopics {

  private static final NavigableMap<Duration, String> LADDER =
      new TreeMap<>(
          List.of(1, 2, 4, 8, 16, 30, 60, 120, 300, 600, 1800, 3600).stream()
              .map(Duration::ofSeconds)
              .collect(Collectors.toMap(Function.identity(), delay -> Topics.retry(delay))));

  private static final Map<String, Duration> DELAYS =
      LADDER.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private RetryTopics() {}

  /// All topics, the shortest delay first.
  public static List<String> all() {
    return List.copyOf(LADDER.values());
  }

  /// Where a record waits that is due at `retryAt`: the longest delay that ends by then, or the
  /// shortest one.
  public static String next(Instant now, Instant retryAt) {
    Map.Entry<Duration, String> step = LADDER.floorEntry(Duration.between(now, retryAt));
    return step == null ? LADDER.firstEntry().getValue() : step.getValue();
  }

  /// When a record should leave its topic: after the topic's delay, but not for a hop that would be
  /// shorter than the shortest delay, and not later than it is due.
  static Instant leaves(String topic, Instant writtenAt, Instant retryAt) {
    Instant delayed = writtenAt.plus(DELAYS.getOrDefault(topic, Duration.ZERO));
    return retryAt.isBefore(delayed.plus(LADDER.firstKey())) ? retryAt : delayed;
  }
}
