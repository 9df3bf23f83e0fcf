package dev.millrace.jobs.llm.provider;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.testkit.SteppedClock;
import dev.millrace.jobs.llm.AnswerListener;
import dev.millrace.jobs.llm.CallKind;
import dev.millrace.jobs.llm.Question;
import dev.millrace.testinfra.OpenAiServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Two servers that speak the protocol, and what asks them. The clock stands still.
final class TwoProviders implements AutoCloseable {

  static final Duration MAX_WAIT = Duration.ofHours(1);

  private static final CallTimeouts SHORT =
      new CallTimeouts(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofMillis(300));

  final OpenAiServer one = new OpenAiServer();
  final OpenAiServer two = new OpenAiServer();
  final SteppedClock clock = new SteppedClock();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  LanguageModels models(ProviderSettings... providers) {
    return LanguageModels.of(
        new LlmProperties(List.of(providers), MAX_WAIT, LlmProperties.Breaker.STANDARD),
        name -> name.equals("MODEL_KEY") ? "sk-secret" : null,
        meters,
        clock);
  }

  /// How many calls sleep until they may go on.
  int waiting() {
    return (int) meters.get("millrace.llm.waiting").gauge().value();
  }

  /// Two calls at once, no budget.
  static ProviderSettings provider(
      String name, OpenAiServer server, int weight, boolean streaming) {
    return settings(name, server, SHORT, weight, 2, null, streaming);
  }

  /// One that may be silent for as long as by default.
  static ProviderSettings patient(String name, OpenAiServer server) {
    return settings(name, server, CallTimeouts.STANDARD, 1, 2, null, true);
  }

  static ProviderSettings limited(
      String name, OpenAiServer server, int concurrency, @Nullable Long tokensPerMinute) {
    return settings(name, server, CallTimeouts.STANDARD, 1, concurrency, tokensPerMinute, true);
  }

  private static ProviderSettings settings(
      String name,
      OpenAiServer server,
      CallTimeouts timeouts,
      int weight,
      int concurrency,
      @Nullable Long tokensPerMinute,
      boolean streaming) {
    return new ProviderSettings(
        name,
        server.baseUrl(),
        "asked-model",
        "MODEL_KEY",
        timeouts,
        weight,
        concurrency,
        tokensPerMinute,
        streaming,
        true,
        4096,
        "max_tokens",
        new BigDecimal("2"),
        new BigDecimal("2"));
  }

  static Question question() {
    return question("secret-text");
  }

  static Question question(String text) {
    return Question.of(
        new TaskId(UUID.randomUUID()), CallKind.OTHER, Question.Form.TEXT, "be kind", text);
  }

  static String answer(LanguageModels models) throws InterruptedException {
    return answer(models, question());
  }

  static String answer(LanguageModels models, Question question) throws InterruptedException {
    return models.ask(question, AnswerListener.NONE).text();
  }

  static TransientFailure transientFailure(LanguageModels models) {
    return catchThrowableOfType(TransientFailure.class, () -> answer(models));
  }

  @Override
  public void close() {
    one.close();
    two.close();
  }
}
