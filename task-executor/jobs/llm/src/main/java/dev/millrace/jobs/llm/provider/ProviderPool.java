package dev.millrace.jobs.llm.provider;

import dev.millrace.executor.handler.TransientFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Decides which provider takes the next call, and makes callers wait while all are busy.
///
/// Among those that may be called now, the choice is weighted round robin. To wait is no failure:
/// who has asked nobody yet waits for permits, for budget, and for a provider that rests or whose
/// circuit is open while it is away for a short time only. Else a batch would use up the attempts
/// of all its children on one pause of its provider. Who has asked somebody in vain goes to another
/// one that is there, or is told to come back.
///
/// Callers are served in the order in which they came: who waits for a large share of a budget is
/// not passed by small ones for ever.
final class ProviderPool {

  private static final Duration LONGEST_NAP = Duration.ofMillis(500);
  private static final Duration SHORT_ABSENCE = Duration.ofMinutes(2);

  private final List<Provider> providers;
  private final Duration maxWait;
  private final Clock clock;
  private final List<Waiting> line = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  ProviderPool(List<Provider> providers, Duration maxWait, Clock clock) {
    this.providers = List.copyOf(providers);
    this.maxWait = maxWait;
    this.clock = clock;
  }

  /// A caller in the line.
  private static final class Waiting {
    private final Set<Provider> tried;

    Waiting(Set<Provider> tried) {
      this.tried = Set.copyOf(tried);
    }

    boolean isFor(Provider provider) {
      Duration patience = tried.isEmpty() ? SHORT_ABSENCE : Duration.ZERO;
      return !tried.contains(provider) && provider.away().compareTo(patience) <= 0;
    }
  }

  /// The provider for a call of `tokens`, entered; empty when all have been tried or are away.
  ///
  /// @throws TransientFailure when all that could be asked stayed busy for the whole wait
  Optional<Provider> enter(Set<Provider> tried, long tokens) throws InterruptedException {
    Instant giveUp = clock.instant().plus(maxWait);
    Waiting waiting = new Waiting(tried);
    lock.lockInterruptibly();
    try {
      line.add(waiting);
      while (true) {
        List<Provider> able = providers.stream().filter(waiting::isFor).toList();
        if (able.isEmpty()) {
          return Optional.empty();
        }
        Optional<Provider> chosen = choose(nobodyElseWaitsFor(able, waiting), tokens);
        if (chosen.isPresent()) {
          return chosen;
        }
        Duration nap = nap(able, tokens);
        if (!clock.instant().isBefore(giveUp)) {
          throw new TransientFailure(
              "providers-busy",
              String.format(
                  Locale.ROOT,
                  "every language model was busy for %s; raise its concurrency or budget",
                  maxWait),
              nap,
              null);
        }
        // Short, because it is the clock that says when a budget is there.
        changed.awaitNanos(Math.min(nap.toNanos(), LONGEST_NAP.toNanos()));
      }
    } finally {
      line.remove(waiting);
      changed.signalAll();
      lock.unlock();
    }
  }

  /// Of the providers those that no earlier caller waits for.
  private List<Provider> nobodyElseWaitsFor(List<Provider> able, Waiting waiting) {
    List<Waiting> earlier = line.subList(0, line.indexOf(waiting));
    return able.stream().filter(p -> earlier.stream().noneMatch(w -> w.isFor(p))).toList();
  }

  /// How long until the first provider comes back from rest or an open circuit.
  Duration back() {
    lock.lock();
    try {
      return providers.stream().map(Provider::away).min(Comparator.naturalOrder()).orElseThrow();
    } finally {
      lock.unlock();
    }
  }

  /// How many callers sleep until they may go on.
  int waiting() {
    lock.lock();
    try {
      return lock.getWaitQueueLength(changed);
    } finally {
      lock.unlock();
    }
  }

  /// Changes a provider's books after a call and wakes those who wait.
  void leave(Runnable books) {
    lock.lock();
    try {
      books.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static Optional<Provider> choose(List<Provider> able, long tokens) {
    long round = able.stream().mapToLong(p -> p.endpoint().settings().weight()).sum();
    able.forEach(Provider::earn);
    Optional<Provider> chosen =
        able.stream()
            .sorted(Comparator.comparingLong(Provider::credit).reversed())
            .filter(p -> p.tryEnter(tokens))
            .findFirst();
    chosen.ifPresentOrElse(
        p -> p.pay(round), () -> able.forEach(p -> p.pay(p.endpoint().settings().weight())));
    return chosen;
  }

  private static Duration nap(List<Provider> able, long tokens) {
    Duration shortest =
        able.stream()
            .flatMap(p -> Stream.of(p.away(), p.budgetWait(tokens)))
            .filter(Duration::isPositive)
            .min(Comparator.naturalOrder())
            .orElse(LONGEST_NAP);
    return shortest.toNanos() < TimeUnit.MILLISECONDS.toNanos(1) ? Duration.ofMillis(1) : shortest;
  }
}
