package dev.millrace.jobs.llm;

import static dev.millrace.jobs.llm.OpenAiServer.cutsTheConnection;
import static dev.millrace.jobs.llm.OpenAiServer.endsTooEarly;
import static dev.millrace.jobs.llm.OpenAiServer.says;
import static dev.millrace.jobs.llm.OpenAiServer.status;
import static dev.millrace.jobs.llm.TwoProviders.answer;
import static dev.millrace.jobs.llm.TwoProviders.provider;
import static dev.millrace.jobs.llm.TwoProviders.question;
import static dev.millrace.jobs.llm.TwoProviders.transientFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One call of one provider: what is answered, and what each way to fail means.
@Timeout(60)
class LanguageModelsIT {

  private final TwoProviders fixture = new TwoProviders();
  private final OpenAiServer one = fixture.one;

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerComesWithWhoGaveItAndWhatItCost(boolean streaming) throws Exception {
    one.then(says("The quick brown fox jumps over the lazy dog."));
    List<Long> heard = new ArrayList<>();
    try (LanguageModels models = fixture.models(provider("one", one, 1, streaming))) {
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
    try (LanguageModels models = fixture.models(provider("one", one, 1, true))) {
      TransientFailure failure = transientFailure(models);
      assertThat(failure.code()).isEqualTo("provider-rate-limited");
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
    }
  }

  @Test
  void retryAfterMayBeADate() throws Exception {
    one.then(status(503, "Retry-After", "Thu, 01 Jan 2026 00:00:40 GMT"));
    try (LanguageModels models = fixture.models(provider("one", one, 1, true))) {
      assertThat(transientFailure(models).retryAfter()).contains(Duration.ofSeconds(40));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 408})
  void serverErrorsAreTransient(int status) throws Exception {
    one.then(status(status));
    try (LanguageModels models = fixture.models(provider("one", one, 1, true))) {
      assertThat(transientFailure(models).code()).isEqualTo("provider-unavailable");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 422})
  void otherRefusalsArePermanent(int status) throws Exception {
    one.then(status(status));
    try (LanguageModels models = fixture.models(provider("one", one, 1, true))) {
      PermanentFailure failure = catchThrowableOfType(PermanentFailure.class, () -> answer(models));
      assertThat(failure.code()).isEqualTo("provider-refused");
      assertThat(failure).hasMessageContaining(status + " why_not");
      assertThat(failure.getMessage()).doesNotContain("secret");
    }
  }

  @Test
  void aStalledStreamTimesOut() throws Exception {
    one.then(one.stalls());
    try (LanguageModels models = fixture.models(provider("one", one, 1, true))) {
      assertThat(transientFailure(models)).hasMessageContaining("timed out");
    }
  }

  @Test
  void aCutConnectionIsTransient() throws Exception {
    one.then(cutsTheConnection());
    try (LanguageModels models = fixture.models(provider("one", one, 1, true))) {
      assertThat(transientFailure(models).code()).isEqualTo("provider-unavailable");
    }
  }

  @Test
  void aStreamThatEndsInTheMiddleIsNotAnAnswer() throws Exception {
    one.then(endsTooEarly());
    try (LanguageModels models = fixture.models(provider("one", one, 1, true))) {
      assertThat(transientFailure(models)).hasMessageContaining("cut off");
    }
  }

  @Test
  void withoutAProviderTheFailureSaysWhatToConfigure() throws Exception {
    try (LanguageModels models = fixture.models()) {
      assertThat(models.available()).isFalse();
      assertThat(catchThrowableOfType(PermanentFailure.class, () -> answer(models)))
          .hasMessageContaining("millrace.llm.providers");
    }
  }

  @Test
  void callsAndTokensAreMeasured() throws Exception {
    one.then(status(500));
    try (LanguageModels models = fixture.models(provider("one", one, 1, true))) {
      transientFailure(models);
      answer(models);
    }
    assertThat(fixture.meters.get("millrace.llm.calls").tag("error", "none").timer().count())
        .isEqualTo(1);
    assertThat(
            fixture
                .meters
                .get("millrace.llm.calls")
                .tag("error", "provider-unavailable")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(
            fixture
                .meters
                .get("millrace.llm.tokens")
                .tag("direction", "prompt")
                .summary()
                .totalAmount())
        .isEqualTo(100);
  }
}
