package dev.millrace.systemtest.chaos;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskTakenOver;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How long tasks of killed executors waited until another one had them.
///
/// @param count tasks that were taken over, whatever from
/// @param afterKills the wait of each one whose executor was killed by a fault
public record Takeovers(int count, List<Duration> afterKills) {

  /// Finds takeovers in a log.
  ///
  /// @param log facts, copies included
  public static Takeovers of(Collection<Fact> log, List<Chaos.Killed> killed) {
    Map<String, Instant> deaths = new HashMap<>();
    killed.forEach(one -> deaths.put(one.executor(), one.at()));
    List<Fact> taken =
        log.stream().filter(fact -> fact.event() instanceof TaskTakenOver).distinct().toList();
    List<Duration> waits =
        taken.stream()
            .flatMap(fact ->
                fact.event() instanceof TaskTakenOver event
                    ? Optional.ofNullable(deaths.get(event.from().value()))
                        .map(death -> Duration.between(death, fact.time()))
                        .stream()
                    : Stream.of())
            .toList();
    return new Takeovers(taken.size(), waits);
  }

  public Optional<Duration> worst() {
    return afterKills.stream().max(Comparator.naturalOrder());
  }
}
