package dev.millrace.jobs.llm.provider;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.jobs.llm.Answer;
import dev.millrace.jobs.llm.AnswerListener;
import dev.millrace.jobs.llm.LanguageModel;
import dev.millrace.jobs.llm.Question;
import dev.millrace.jobs.llm.failure.CallFailed;
import dev.millrace.jobs.llm.failure.CallFailure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All configured providers as one [LanguageModel]: spreads calls by weight and asks each provider
/// at most once per question.
///
/// A failure that any provider may overcome later wins over one that lasts, so that a wrong key at
/// one provider does not fail tasks while another is merely busy.
public final class LanguageModels implements LanguageModel, AutoCloseable {

  private final List<Provider> providers;
  private final ProviderPool pool;
  private final CallJournal journal;

  public LanguageModels(
      List<Provider> providers, Duration maxWait, MeterRegistry meters, Clock clock) {
    this.providers = List.copyOf(providers);
    this.pool = new ProviderPool(providers, maxWait, clock);
    this.journal = new CallJournal(meters);
    Gauge.builder("millrace.llm.waiting", pool, ProviderPool::waiting).register(meters);
  }

  /// Opens a client per configured provider.
  ///
  /// @param environment where keys are looked up by name; a key that is missing stops the start
  public static LanguageModels of(
      LlmProperties settings,
      Function<String, @Nullable String> environment,
      MeterRegistry meters,
      Clock clock) {
    List<Provider> providers =
        settings.providers().stream()
            .map(provider ->
                new Provider(
                    new OpenAiEndpoint(provider, key(provider, environment), clock),
                    settings.breaker(),
                    clock))
            .toList();
    return new LanguageModels(providers, settings.maxWait(), meters, clock);
  }

  @Override
  public boolean available() {
    return !providers.isEmpty();
  }

  @Override
  public Answer ask(Question question, AnswerListener listener) throws InterruptedException {
    if (!available()) {
      throw new PermanentFailure(
          "no-language-model", "no language model is configured: set millrace.llm.providers");
    }
    Set<Provider> tried = new HashSet<>();
    RuntimeException best = null;
    long estimate = question.estimatedTokens();
    while (true) {
      Optional<Provider> entered = pool.enter(tried, estimate);
      if (entered.isEmpty()) {
        throw best != null ? best : away();
      }
      Provider provider = entered.get();
      tried.add(provider);
      try {
        return call(provider, question, estimate, listener);
      } catch (CallFailed e) {
        CallFailure failure = e.failure();
        if (!failure.elsewhere()) {
          throw failure.failure();
        }
        best = best instanceof TransientFailure ? best : failure.failure();
      }
    }
  }

  @Override
  public void close() {
    providers.forEach(provider -> provider.endpoint().close());
  }

  private Answer call(Provider provider, Question question, long estimate, AnswerListener listener)
      throws CallFailed, InterruptedException {
    ProviderSettings settings = provider.endpoint().settings();
    long start = System.nanoTime();
    boolean settled = false;
    try {
      journal.asked(question.task(), settings, question.kind(), estimate);
      Answer answer = provider.endpoint().ask(question, listener);
      Duration took = since(start);
      settled = true;
      pool.leave(() -> provider.answered(estimate, answer.usage().tokens(), took));
      journal.answered(question.task(), settings, answer, took);
      return answer;
    } catch (CallFailed e) {
      Duration took = since(start);
      settled = true;
      pool.leave(() -> provider.failed(estimate, e.failure(), took));
      journal.failed(question.task(), settings, e.failure(), took);
      throw e;
    } finally {
      if (!settled) {
        pool.leave(provider::abandoned);
        journal.abandoned(question.task(), settings, since(start));
      }
    }
  }

  private TransientFailure away() {
    Duration back = pool.back();
    return new TransientFailure(
        "provider-unavailable",
        "every language model is resting or failing",
        back.isPositive() ? back : null,
        null);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static @Nullable String key(
      ProviderSettings provider, Function<String, @Nullable String> environment) {
    if (provider.apiKeyEnv() == null) {
      return null;
    }
    String key = environment.apply(provider.apiKeyEnv());
    if (key == null || key.isBlank()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the language model %s wants its key in the environment variable %s, which is not set",
              provider.name(),
              provider.apiKeyEnv()));
    }
    return key.strip();
  }
}
