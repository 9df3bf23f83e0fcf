package dev.millrace.jobs.llm.provider;

import dev.millrace.jobs.llm.failure.CallFailure;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// One provider with what decides whether it may be called now: permits, token budget, rest and
/// circuit breaker. Guarded by the pool's lock.
final class Provider {

  private final OpenAiEndpoint endpoint;
  private final Clock clock;
  private final TokenBudget budget;
  private final CircuitBreaker breaker;
  private final Duration openFor;
  private int inUse;
  private long credit;
  private Instant restUntil = Instant.MIN;
  private Instant openUntil = Instant.MIN;

  Provider(OpenAiEndpoint endpoint, LlmProperties.Breaker settings, Clock clock) {
    this.endpoint = endpoint;
    this.clock = clock;
    this.openFor = settings.openFor();
    this.budget = new TokenBudget(clock, endpoint.settings().tokensPerMinute());
    this.breaker =
        CircuitBreaker.of(
            endpoint.settings().name(),
            CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(settings.minimumCalls())
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.trialCalls())
                .clock(clock)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> {
          if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
            openUntil = clock.instant().plus(openFor);
          }
        });
  }

  OpenAiEndpoint endpoint() {
    return endpoint;
  }

  String name() {
    return endpoint.settings().name();
  }

  CircuitBreaker.State circuit() {
    return breaker.getState();
  }

  /// How long it will certainly not be called: it asked for rest, or its circuit is open.
  Duration away() {
    Instant now = clock.instant();
    Instant back = restUntil.isAfter(openUntil) ? restUntil : openUntil;
    return back.isAfter(now) ? Duration.between(now, back) : Duration.ZERO;
  }

  /// How long until the budget covers `tokens`; zero when it is only a permit that is missing.
  Duration budgetWait(long tokens) {
    return budget.waitFor(tokens);
  }

  /// Takes a permit and `tokens`, when everything allows it.
  boolean tryEnter(long tokens) {
    if (inUse >= endpoint.settings().concurrency() || away().isPositive()) {
      return false;
    }
    if (!breaker.tryAcquirePermission()) {
      return false;
    }
    if (!budget.tryTake(tokens)) {
      breaker.releasePermission();
      return false;
    }
    inUse++;
    return true;
  }

  void answered(long reserved, long used, Duration took) {
    inUse--;
    budget.settle(reserved, used);
    breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
  }

  void failed(long reserved, CallFailure failure, Duration took) {
    inUse--;
    failure.rest().ifPresent(rest -> restUntil = clock.instant().plus(rest));
    switch (failure.blame()) {
      case PROVIDER -> breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, failure.failure());
      case NOBODY -> {
        budget.settle(reserved, 0);
        breaker.releasePermission();
      }
    }
  }

  void abandoned() {
    inUse--;
    breaker.releasePermission();
  }

  /// Adds this round's weight (smooth weighted round robin, as in nginx).
  long earn() {
    credit += endpoint.settings().weight();
    return credit;
  }

  void pay(long round) {
    credit -= round;
  }

  long credit() {
    return credit;
  }
}
