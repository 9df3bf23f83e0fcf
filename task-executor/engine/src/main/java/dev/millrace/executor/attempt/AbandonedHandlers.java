package dev.millrace.executor.attempt;

import dev.millrace.executor.handler.Workload;
import dev.millrace.executor.store.StoreGate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The handlers that go on although their tasks have ended without them.
///
/// Nothing can end a thread but itself. Each such thread takes a share of the cores and of the heap
/// from all others, so an executor with too many of them takes no more work, until some of them end
/// or the process is started again.
public final class AbandonedHandlers {

  private final Limits limits;
  private final StoreGate gate;
  private final Map<Attempt, Workload> abandoned = new HashMap<>();

  /// How many are too many.
  public record Limits(int computing, int waiting) {
    int of(Workload workload) {
      return switch (workload) {
        case COMPUTES -> computing;
        case WAITS -> waiting;
      };
    }
  }

  public AbandonedHandlers(Limits limits, StoreGate gate) {
    this.limits = limits;
    this.gate = gate;
  }

  public synchronized void add(Attempt attempt) {
    abandoned.put(attempt, attempt.kind().workload());
    look();
  }

  /// The handler has come to its end after all.
  public synchronized void ended(Attempt attempt) {
    if (abandoned.remove(attempt) != null) {
      look();
    }
  }

  private void look() {
    if (tooMany().isPresent()) {
      gate.bar(this);
    } else {
      gate.lift(this);
    }
  }

  public synchronized List<Attempt> all() {
    return List.copyOf(abandoned.keySet());
  }

  /// How many there are of each kind.
  public synchronized Map<Workload, Integer> counts() {
    Map<Workload, Integer> counts = new EnumMap<>(Workload.class);
    for (Workload workload : Workload.values()) {
      counts.put(workload, count(workload));
    }
    return counts;
  }

  /// Why this executor takes no more work; empty while it does.
  public synchronized Optional<String> tooMany() {
    for (Workload workload : Workload.values()) {
      int count = count(workload);
      if (count >= limits.of(workload)) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%d abandoned handlers still run, and %d are too many; start the process again",
                count,
                limits.of(workload)));
      }
    }
    return Optional.empty();
  }

  private int count(Workload workload) {
    return (int) abandoned.values().stream().filter(workload::equals).count();
  }
}
