package dev.millrace.api.watch.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The newest sequence of the tasks whose facts were read lately. The log holds a fact twice when a
/// relay was restarted between publishing it and noting that: the second copy is not new.
///
/// The tasks whose facts were read last are kept, and not those that are asked for often, as a
/// cache would do: a second copy comes soon after the first, mostly of a task that was read of
/// once. Safe for threads; none of them holds another one up for longer than a look.
public final class SeenSequences {

  private final Map<UUID, Long> newest;

  public SeenSequences() {
    this(50_000);
  }

  /// @param most how many tasks are kept
  SeenSequences(int most) {
    newest =
        new LinkedHashMap<>(1024, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > most;
          }
        };
  }

  /// Whether this fact was not seen before; from now on it was.
  public synchronized boolean isNew(UUID task, long sequence) {
    Long known = newest.get(task);
    if (known != null && known >= sequence) {
      return false;
    }
    newest.put(task, sequence);
    return true;
  }

  /// -1 for a task of which nothing was seen.
  public synchronized long newest(UUID task) {
    return newest.getOrDefault(task, -1L);
  }
}
