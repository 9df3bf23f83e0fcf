package dev.millrace.jobs.llm;

import static dev.millrace.jobs.llm.OpenAiServer.cutsTheConnection;
import static dev.millrace.jobs.llm.OpenAiServer.endsTooEarly;
import static dev.millrace.jobs.llm.OpenAiServer.says;
import static dev.millrace.jobs.llm.OpenAiServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.testkit.SteppedClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LanguageModelsIT {

  private static final CallTimeouts SHORT =
      new CallTimeouts(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofMillis(300));

  private final OpenAiServer one = new OpenAiServer();
  private final OpenAiServer two = new OpenAiServer();
  private final SteppedClock clock = new SteppedClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerComesWithWhoGaveItAndWhatItCost(boolean streaming) throws Exception {
    one.then(says("The quick brown fox jumps over the lazy dog."));
    List<Long> heard = new ArrayList<>();
    try (LanguageModels models = models(provider("one", one, 1, streaming))) {
      Answer answer = models.ask(question(), heard::add);

      assertThat(answer.text()).isEqualTo("The quick brown fox jumps over the lazy dog.");
      assertThat(answer.provider()).isEqualTo("one");
      assertThat(answer.model()).isEqualTo("served-model");
      assertThat(answer.usage()).isEqualTo(new Usage(1, 100, 20, new BigDecimal("0.00024")));
    }
    assertThat(heard).isSorted().endsWith(44L);
    assertThat(heard.size()).isGreaterThanOrEqualTo(streaming ? 5 : 1);
    assertThat(one.keys()).containsExactly("Bearer sk-secret");
    assertThat(one.requests().getFirst().path("max_tokens").asInt()).isEqualTo(4096);
    assertThat(one.requests().getFirst().path("messages").size()).isEqualTo(2);
  }

  @Test
  void tooManyRequestsIsTransientAndSaysWhenToComeBack() throws Exception {
    one.then(status(429, "Retry-After", "17"));
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      TransientFailure failure = transientFailure(models);
      assertThat(failure.code()).isEqualTo("provider-rate-limited");
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));

      TransientFailure resting = transientFailure(models);
      assertThat(resting.retryAfter()).contains(Duration.ofSeconds(17));
      assertThat(one.requests()).as("the provider was left alone").hasSize(1);

      clock.advance(Duration.ofSeconds(18));
      assertThat(answer(models)).isEqualTo("fine");
    }
  }

  @Test
  void retryAfterMayBeADate() throws Exception {
    one.then(status(503, "Retry-After", "Thu, 01 Jan 2026 00:00:40 GMT"));
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      assertThat(transientFailure(models).retryAfter()).contains(Duration.ofSeconds(40));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 408})
  void serverErrorsAreTransient(int status) throws Exception {
    one.then(status(status));
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      assertThat(transientFailure(models).code()).isEqualTo("provider-unavailable");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 422})
  void otherRefusalsArePermanent(int status) throws Exception {
    one.then(status(status));
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      PermanentFailure failure = catchThrowableOfType(PermanentFailure.class, () -> answer(models));
      assertThat(failure.code()).isEqualTo("provider-refused");
      assertThat(failure).hasMessageContaining(status + " why_not");
      assertThat(failure.getMessage()).doesNotContain("secret");
    }
  }

  @Test
  void aStalledStreamTimesOut() throws Exception {
    one.then(one.stalls());
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      assertThat(transientFailure(models)).hasMessageContaining("timed out");
    }
  }

  @Test
  void aCutConnectionIsTransient() throws Exception {
    one.then(cutsTheConnection());
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      assertThat(transientFailure(models).code()).isEqualTo("provider-unavailable");
    }
  }

  @Test
  void aStreamThatEndsInTheMiddleIsNotAnAnswer() throws Exception {
    one.then(endsTooEarly());
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      assertThat(transientFailure(models)).hasMessageContaining("cut off");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 429, 401})
  void anotherProviderAnswersInstead(int status) throws Exception {
    one.then(status(status));
    try (LanguageModels models =
        models(provider("one", one, 100, true), provider("two", two, 1, true))) {
      assertThat(answer(models)).isEqualTo("fine");
    }
    assertThat(one.requests()).hasSize(1);
    assertThat(two.requests()).hasSize(1);
  }

  @Test
  void whenAllFailATransientFailureWins() throws Exception {
    one.then(status(503));
    two.then(status(401));
    try (LanguageModels models =
        models(provider("one", one, 100, true), provider("two", two, 1, true))) {
      assertThat(transientFailure(models).code()).isEqualTo("provider-unavailable");
    }
  }

  @Test
  void callsAreSpreadByWeight() throws Exception {
    try (LanguageModels models =
        models(provider("one", one, 3, true), provider("two", two, 1, true))) {
      for (int i = 0; i < 8; i++) {
        answer(models);
      }
    }
    assertThat(one.requests()).hasSize(6);
    assertThat(two.requests()).hasSize(2);
  }

  @Test
  void theCircuitOpensAfterFailuresAndClosesAfterSuccesses() throws Exception {
    for (int i = 0; i < 5; i++) {
      one.then(status(500));
    }
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      for (int i = 0; i < 5; i++) {
        transientFailure(models);
      }
      assertThat(transientFailure(models).retryAfter()).contains(Duration.ofSeconds(30));
      assertThat(one.requests()).as("no call while the circuit is open").hasSize(5);

      clock.advance(Duration.ofSeconds(31));
      for (int i = 0; i < 4; i++) {
        assertThat(answer(models)).isEqualTo("fine");
      }
    }
  }

  @Test
  void neverMoreCallsAtOnceThanPermits() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch bothIn = new CountDownLatch(2);
    for (int i = 0; i < 10; i++) {
      one.then((exchange, request) -> {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        bothIn.countDown();
        try {
          bothIn.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        running.decrementAndGet();
        says("ok").to(exchange, request);
      });
    }
    try (LanguageModels models = models(provider("one", one, 1, true));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(threads.submit(() -> answer(models)));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("ok");
      }
    }
    assertThat(most).hasValue(2);
  }

  @Test
  void anInterruptedCallEndsAtOnceAndGivesItsPermitBack() throws Exception {
    one.then(one.stalls());
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    ProviderSettings slow = provider("one", one, 1, true, CallTimeouts.STANDARD);
    try (LanguageModels models = models(slow)) {
      Thread asking =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  models.ask(question(), _ -> started.countDown());
                } catch (InterruptedException e) {
                  ended.countDown();
                }
              });
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
      asking.interrupt();
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(answer(models)).isEqualTo("fine");
    }
  }

  @Test
  void withoutAProviderTheFailureSaysWhatToConfigure() throws Exception {
    try (LanguageModels models = models()) {
      assertThat(models.available()).isFalse();
      assertThat(catchThrowableOfType(PermanentFailure.class, () -> answer(models)))
          .hasMessageContaining("millrace.llm.providers");
    }
  }

  @Test
  void callsAndTokensAreMeasured() throws Exception {
    one.then(status(500));
    try (LanguageModels models = models(provider("one", one, 1, true))) {
      transientFailure(models);
      answer(models);
    }
    assertThat(meters.get("millrace.llm.calls").tag("error", "none").timer().count()).isEqualTo(1);
    assertThat(
            meters.get("millrace.llm.calls").tag("error", "provider-unavailable").timer().count())
        .isEqualTo(1);
    assertThat(meters.get("millrace.llm.tokens").tag("direction", "prompt").summary().totalAmount())
        .isEqualTo(100);
  }

  private LanguageModels models(ProviderSettings... providers) {
    return LanguageModels.of(
        new LlmProperties(
            List.of(providers), Duration.ofSeconds(20), LlmProperties.Breaker.STANDARD),
        name -> name.equals("MODEL_KEY") ? "sk-secret" : null,
        meters,
        clock);
  }

  private static ProviderSettings provider(
      String name, OpenAiServer server, int weight, boolean streaming) {
    return provider(name, server, weight, streaming, SHORT);
  }

  private static ProviderSettings provider(
      String name, OpenAiServer server, int weight, boolean streaming, CallTimeouts timeouts) {
    return new ProviderSettings(
        name,
        server.baseUrl(),
        "asked-model",
        "MODEL_KEY",
        timeouts,
        weight,
        2,
        null,
        streaming,
        true,
        4096,
        "max_tokens",
        new BigDecimal("2"),
        new BigDecimal("2"));
  }

  private static Question question() {
    return Question.of(
        new TaskId(UUID.randomUUID()),
        CallKind.OTHER,
        Question.Form.TEXT,
        "be kind",
        "secret-text");
  }

  private static String answer(LanguageModels models) throws InterruptedException {
    return models.ask(question(), AnswerListener.NONE).text();
  }

  private static TransientFailure transientFailure(LanguageModels models) {
    return catchThrowableOfType(TransientFailure.class, () -> answer(models));
  }
}
