package dev.millrace.executor.retry;

import dev.millrace.events.Topics;
import dev.millrace.events.task.ExecutorGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The ladder of fixed delays, with a topic for each in every group of executors. Pure.
///
/// All records of one topic wait equally long, so its head is due first and a reader waits for
/// nothing else. What must wait for a time between two delays goes into the shorter one and hops
/// on.
public final class RetryTopics {

  private static final NavigableSet<Duration> LADDER =
      new TreeSet<>(
          List.of(1, 2, 4, 8, 16, 30, 60, 120, 300, 600, 1800, 3600).stream()
              .map(Duration::ofSeconds)
              .toList());

  private static final Map<String, Duration> DELAYS =
      LADDER.stream()
          .collect(
              Collectors.toMap(
                  delay -> lastPart(Topics.retry(ExecutorGroup.DEFAULT, delay)),
                  Function.identity()));

  private RetryTopics() {}

  /// All topics of a group, the shortest delay first.
  public static List<String> all(ExecutorGroup group) {
    return LADDER.stream().map(delay -> Topics.retry(group, delay)).toList();
  }

  /// Where a record waits that is due at `retryAt`: the longest delay that ends by then, or the
  /// shortest one.
  public static String next(ExecutorGroup group, Instant now, Instant retryAt) {
    Duration step = LADDER.floor(Duration.between(now, retryAt));
    return Topics.retry(group, step == null ? LADDER.first() : step);
  }

  /// When a record should leave its topic: after the topic's delay, but not for a hop that would be
  /// shorter than the shortest delay, and not later than it is due.
  static Instant leaves(String topic, Instant writtenAt, Instant retryAt) {
    Instant delayed = writtenAt.plus(DELAYS.getOrDefault(lastPart(topic), Duration.ZERO));
    return retryAt.isBefore(delayed.plus(LADDER.first())) ? retryAt : delayed;
  }

  private static String lastPart(String topic) {
    return topic.substring(topic.lastIndexOf('.') + 1);
  }
}
