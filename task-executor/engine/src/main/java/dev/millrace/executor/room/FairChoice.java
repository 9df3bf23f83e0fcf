package dev.millrace.executor.room;

import dev.millrace.events.task.Priority;
import dev.millrace.events.task.UserId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shares free permits of one type between users, and each user's part between its priorities, 7 :
/// 2 : 1. Used by one thread.
public final class FairChoice implements Choice {

  private static final Map<Priority, Double> WEIGHTS =
      new EnumMap<>(Map.of(Priority.HIGH, 7.0, Priority.NORMAL, 2.0, Priority.LOW, 1.0));
  private static final int REMEMBERED = 1_000;

  private final Map<String, Double> weights;
  private final FairShare<UserId> users = new FairShare<>();
  private final Map<UserId, Turns<Priority>> priorities =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, Turns<Priority>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// @param weights of users; 1 for all others
  public FairChoice(Map<String, Double> weights) {
    this.weights = Map.copyOf(weights);
  }

  @Override
  public List<Turn> of(int free, List<Waiter> waiters) {
    Map<UserId, Integer> shares =
        users.divide(
            free,
            waiters.stream()
                .map(waiter ->
                    new FairShare.Claimant<>(
                        waiter.user(),
                        weights.getOrDefault(waiter.user().value(), 1.0),
                        waiter.running(),
                        waiter.total()))
                .toList());
    List<Turn> turns = new ArrayList<>();
    for (Waiter waiter : waiters) {
      byPriority(waiter, shares.getOrDefault(waiter.user(), 0))
          .forEach((priority, tasks) -> turns.add(new Turn(waiter.user(), priority, tasks)));
    }
    return turns;
  }

  private Map<Priority, Integer> byPriority(Waiter waiter, int tasks) {
    Turns<Priority> turns = priorities.computeIfAbsent(waiter.user(), _ -> new Turns<>());
    Map<Priority, Integer> chosen = new EnumMap<>(Priority.class);
    for (int i = 0; i < tasks; i++) {
      Map<Priority, Double> candidates = new EnumMap<>(WEIGHTS);
      candidates
          .keySet()
          .removeIf(priority ->
              waiter.waiting().getOrDefault(priority, 0) <= chosen.getOrDefault(priority, 0));
      chosen.merge(turns.next(candidates), 1, Integer::sum);
    }
    return chosen;
  }
}
