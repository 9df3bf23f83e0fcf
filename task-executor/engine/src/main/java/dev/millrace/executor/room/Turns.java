package dev.millrace.executor.room;

import java.util.HashMap;
import java.util.Map;

/// Turns of keys, in the proportion of their weights. Pure: no clock, no threads.
///
/// This is self-clocked fair queueing (Golestani, 1994). A candidate has a tag: the time when it
/// became one, plus one over its weight; the smallest tag is next, and is the time from then on. So
/// keys that are candidates all the time get turns as their weights say, each of them gets some,
/// and a key that was none has saved nothing up.
///
/// @param <K> what has turns
final class Turns<K> {

  /// Tags of keys that left are in the past soon, and are forgotten then.
  private static final int REMEMBERED = 1_000;

  private final Map<K, Double> tags = new HashMap<>();
  private double now;

  /// Gives the next turn.
  ///
  /// @param candidates the keys that want one, with their weights; not empty. Equal tags go by its
  ///   order
  K next(Map<K, Double> candidates) {
    K next = null;
    double least = Double.POSITIVE_INFINITY;
    for (Map.Entry<K, Double> candidate : candidates.entrySet()) {
      double tag = tags.computeIfAbsent(candidate.getKey(), _ -> now + 1 / candidate.getValue());
      if (tag < least) {
        least = tag;
        next = candidate.getKey();
      }
    }
    if (next == null) {
      throw new IllegalArgumentException("no candidate");
    }
    now = Math.max(now, least);
    tags.put(next, now + 1 / candidates.getOrDefault(next, 1.0));
    if (tags.size() > REMEMBERED + candidates.size()) {
      tags.entrySet()
          .removeIf(tag -> tag.getValue() < now && !candidates.containsKey(tag.getKey()));
    }
    return next;
  }
}
