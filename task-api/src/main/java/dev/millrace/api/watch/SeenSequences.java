package dev.millrace.api.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The newest sequence of the tasks that were heard of lately. The log holds a fact twice when a
/// relay was restarted between publishing it and noting that: the second one is not new. Safe for
/// threads; none of them holds another one up for longer than a look.
final class SeenSequences {

  private static final int REMEMBERED = 50_000;

  private final Map<UUID, Long> newest =
      new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// Whether this fact was not heard before; from now on it was.
  synchronized boolean isNew(UUID task, long sequence) {
    Long known = newest.get(task);
    if (known != null && known >= sequence) {
      return false;
    }
    newest.put(task, sequence);
    return true;
  }

  /// -1 for a task that was not heard of.
  synchronized long newest(UUID task) {
    return newest.getOrDefault(task, -1L);
  }
}
