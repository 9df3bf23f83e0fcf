package dev.millrace.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Things by the time since which they are here, the oldest first.
final class Aged<T> {

  private final Map<T, Long> since = new LinkedHashMap<>();

  /// Adds it, unless it is here already.
  synchronized void add(T thing, long now) {
    since.putIfAbsent(thing, now);
  }

  synchronized void remove(T thing) {
    since.remove(thing);
  }

  synchronized int size() {
    return since.size();
  }

  /// Whether it has been here for longer.
  synchronized boolean isOlder(T thing, long nanos, long now) {
    Long begin = since.get(thing);
    return begin != null && now - begin > nanos;
  }

  /// Removes the one that has been here for the longest time.
  ///
  /// @return null where there is none
  synchronized @Nullable T takeOldest() {
    if (since.isEmpty()) {
      return null;
    }
    T oldest = since.keySet().iterator().next();
    since.remove(oldest);
    return oldest;
  }
}
