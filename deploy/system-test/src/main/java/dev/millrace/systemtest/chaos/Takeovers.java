package dev.millrace.systemtest.chaos;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskTakenOver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// How long tasks of killed executors waited until another one had them.
///
/// @param count tasks that were taken over, whatever from
/// @param afterKills the wait of each one whose executor was killed by a fault, while no server was
///   away
public record Takeovers(int count, List<Duration> afterKills) {

  /// Finds takeovers in a log.
  ///
  /// @param log facts, copies included
  public static Takeovers of(Collection<Fact> log, Chaos chaos) {
    Map<String, Instant> deaths = new HashMap<>();
    chaos.killed().forEach(one -> deaths.put(one.executor(), one.at()));
    List<Chaos.Outage> outages = chaos.outages();
    int count = 0;
    List<Duration> waits = new ArrayList<>();
    for (Fact fact : new LinkedHashSet<>(log)) {
      if (fact.event() instanceof TaskTakenOver event) {
        count++;
        Instant death = deaths.get(event.from().value());
        if (death != null && outages.stream().noneMatch(away(death, fact.time()))) {
          waits.add(Duration.between(death, fact.time()));
        }
      }
    }
    return new Takeovers(count, waits);
  }

  public Optional<Duration> worst() {
    return afterKills.stream().max(Comparator.naturalOrder());
  }

  private static Predicate<Chaos.Outage> away(Instant from, Instant to) {
    return outage -> outage.from().isBefore(to) && outage.to().isAfter(from);
  }
}
