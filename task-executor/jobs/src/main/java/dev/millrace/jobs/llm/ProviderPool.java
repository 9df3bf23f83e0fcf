package dev.millrace.jobs.llm;

import dev.millrace.executor.handler.TransientFailure;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Decides which provider takes the next call, and makes callers wait while all are busy.
///
/// Among those that may be called now, the choice is weighted round robin. Waiting is for permits
/// and budget alone: a provider that rests or whose circuit is open is passed over, and when no
/// other is left the caller is told to come back.
final class ProviderPool {

  private static final Duration LONGEST_NAP = Duration.ofMillis(500);

  private final List<Provider> providers;
  private final Duration maxWait;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  ProviderPool(List<Provider> providers, Duration maxWait) {
    this.providers = List.copyOf(providers);
    this.maxWait = maxWait;
  }

  /// The provider for a call of `tokens`, entered; empty when all have been tried or are away.
  ///
  /// @throws TransientFailure when all that could be asked stayed busy for the whole wait
  Optional<Provider> enter(Set<Provider> tried, long tokens) throws InterruptedException {
    long left = maxWait.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        List<Provider> able =
            providers.stream().filter(p -> !tried.contains(p) && !p.away().isPositive()).toList();
        if (able.isEmpty()) {
          return Optional.empty();
        }
        Optional<Provider> chosen = choose(able, tokens);
        if (chosen.isPresent()) {
          return chosen;
        }
        Duration nap = nap(able, tokens);
        if (left <= 0) {
          throw new TransientFailure(
              "providers-busy",
              "every language model is busy; raise its concurrency or budget",
              nap,
              null);
        }
        long before = left;
        long slice = Math.min(left, Math.min(nap.toNanos(), LONGEST_NAP.toNanos()));
        left = before - slice + Math.max(0, changed.awaitNanos(slice));
      }
    } finally {
      lock.unlock();
    }
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
            .map(p -> p.budgetWait(tokens))
            .filter(Duration::isPositive)
            .min(Comparator.naturalOrder())
            .orElse(LONGEST_NAP);
    return shortest.toNanos() < TimeUnit.MILLISECONDS.toNanos(1) ? Duration.ofMillis(1) : shortest;
  }
}
