package dev.millrace.jobs.llm.provider;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The settings `millrace.llm.*`.
///
/// @param providers language models to ask, in order; none switches off the types that need one
/// @param maxWait how long a call waits for a free permit or for token budget. By default nearly as
///   long as an attempt may take: to wait is no failure
/// @param breaker when a failing provider is left alone
@ConfigurationProperties("millrace.llm")
public record LlmProperties(
    @DefaultValue List<ProviderSettings> providers,
    @DefaultValue("50m") Duration maxWait,
    @DefaultValue Breaker breaker) {

  /// When a provider's circuit breaker opens, and for how long.
  ///
  /// @param window number of calls that the failure rate is computed over
  /// @param minimumCalls least number of calls for a failure rate
  /// @param failureRate percentage of failures that stops calls to a provider
  /// @param openFor how long no call is made then
  /// @param trialCalls calls that are let through after that time, which decide
  public record Breaker(
      @DefaultValue("20") int window,
      @DefaultValue("5") int minimumCalls,
      @DefaultValue("50") float failureRate,
      @DefaultValue("30s") Duration openFor,
      @DefaultValue("2") int trialCalls) {

    public static final Breaker STANDARD = new Breaker(20, 5, 50, Duration.ofSeconds(30), 2);
  }

  public LlmProperties {
    providers = List.copyOf(providers);
    if (providers.stream().map(ProviderSettings::name).distinct().count() != providers.size()) {
      throw new IllegalArgumentException("millrace.llm.providers: each needs a name of its own");
    }
    if (maxWait.isNegative()) {
      throw new IllegalArgumentException("millrace.llm.max-wait: zero or more");
    }
  }
}
