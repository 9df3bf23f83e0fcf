package dev.millrace.executor.room;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Divides free permits among the keys that want some: weighted max-min fairness. Pure but for the
/// turns that it remembers.
///
/// Each permit goes to a key with the fewest running tasks for its weight, so no key could get more
/// without taking from a key that has no more than it. All permits are given while any key wants
/// one: a key alone may have all. Running tasks are never stopped, so shares are reached as tasks
/// end. Among equals the turns decide: with fewer permits than keys each key gets some.
///
/// @param <K> what competes, such as a user
final class FairShare<K> {

  private final Turns<K> turns = new Turns<>();

  /// A key that wants permits.
  ///
  /// @param weight how much it may have beside others, above 0
  /// @param running its running tasks, of all executors
  /// @param waiting its waiting tasks
  record Claimant<K>(K key, double weight, int running, int waiting) {}

  /// Divides.
  ///
  /// @return the permits of each key, none with 0
  Map<K, Integer> divide(int free, List<Claimant<K>> claimants) {
    Map<K, Integer> granted = new LinkedHashMap<>();
    for (int i = 0; i < free; i++) {
      Map<K, Double> lowest = lowest(claimants, granted);
      if (lowest.isEmpty()) {
        break;
      }
      granted.merge(turns.next(lowest), 1, Integer::sum);
    }
    return granted;
  }

  /// The keys with the fewest running tasks for their weight that still want a permit.
  private static <K> Map<K, Double> lowest(List<Claimant<K>> claimants, Map<K, Integer> granted) {
    Map<K, Double> lowest = new HashMap<>();
    double least = Double.POSITIVE_INFINITY;
    for (Claimant<K> claimant : claimants) {
      int got = granted.getOrDefault(claimant.key(), 0);
      double level = (claimant.running() + got) / claimant.weight();
      if (got < claimant.waiting() && level <= least) {
        if (level < least) {
          lowest.clear();
          least = level;
        }
        lowest.put(claimant.key(), claimant.weight());
      }
    }
    return lowest;
  }
}
