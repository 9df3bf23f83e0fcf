package dev.millrace.jobs.llm.provider;

import static dev.millrace.jobs.llm.provider.TwoProviders.answer;
import static dev.millrace.jobs.llm.provider.TwoProviders.provider;
import static dev.millrace.jobs.llm.provider.TwoProviders.question;
import static dev.millrace.jobs.llm.provider.TwoProviders.transientFailure;
import static dev.millrace.testinfra.OpenAiServer.cutsTheConnection;
import static dev.millrace.testinfra.OpenAiServer.endsTooEarly;
import static dev.millrace.testinfra.OpenAiServer.says;
import static dev.millrace.testinfra.OpenAiServer.sends;
import static dev.millrace.testinfra.OpenAiServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.jobs.llm.Answer;
import dev.millrace.jobs.llm.Usage;
import dev.millrace.testinfra.OpenAiServer;
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anErrorAfter200IsTheErrorThatItsCodeSays(boolean streaming) throws Exception {
    one.then(sends("text/event-stream", "data: {\"error\":{\"code\":429}}\n\n"));
    one.then(sends("application/json", "{\"error\":{\"type\":\"overloaded_error\"}}"));
    try (LanguageModels models = fixture.models(provider("one", one, 1, streaming))) {
      assertThat(transientFailure(models).code()).isEqualTo("provider-rate-limited");
      assertThat(transientFailure(models).code()).isEqualTo("provider-unavailable");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerMayComeInTheOtherForm(boolean streaming) throws Exception {
    one.then(
        sends("application/json", "{\"choices\":[{\"message\":{\"content\":\"one object\"}}]}"));
    one.then(
        sends(
            "text/plain",
            "data: {\"choices\":[{\"delta\":{\"content\":\"events\"}}]}\n\ndata: [DONE]\n\n"));
    try (LanguageModels models = fixture.models(provider("one", one, 1, streaming))) {
      assertThat(answer(models)).isEqualTo("one object");
      assertThat(answer(models)).isEqualTo("events");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersHoldNoThinking(boolean streaming) throws Exception {
    one.then(says("<think>\nHm, {\"a\":1}?\n</think>\n\nThe answer."));
    one.then(says("<think>for ever"));
    try (LanguageModels models = fixture.models(provider("one", one, 1, streaming))) {
      assertThat(answer(models)).isEqualTo("The answer.");
      assertThat(transientFailure(models)).hasMessageContaining("thinking without an answer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"error\":{\"code\":429}}", "{\"error\":\"no\"}", "[]", "<html>", ""})
  void aRefusalMayHaveAnyBody(String body) throws Exception {
    one.then(status(429, body));
    try (LanguageModels models = fixture.models(provider("one", one, 1, true))) {
      assertThat(transientFailure(models).code()).isEqualTo("provider-rate-limited");
    }
  }

  @Test
  void whatIsNoAnswerIsTransient() throws Exception {
    one.then(sends("application/json", "{\"choices\":"));
    one.then(sends("text/html", "<html>Sign in</html>"));
    one.then(sends("application/json", "{}"));
    try (LanguageModels models = fixture.models(provider("one", one, 1, true))) {
      for (int i = 0; i < 3; i++) {
        assertThat(transientFailure(models).code()).isEqualTo("provider-unavailable");
      }
    }
  }

  @Test
  void whatTheListenerThrowsPassesThrough() throws Exception {
    try (LanguageModels models = fixture.models(provider("one", one, 1, true))) {
      assertThatThrownBy(() ->
              models.ask(
                  question(),
                  _ -> {
                    throw new IllegalStateException("stopped");
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("stopped");
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
