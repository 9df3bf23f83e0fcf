package dev.millrace.jobs.llm.provider;

import static dev.millrace.jobs.llm.provider.TwoProviders.answer;
import static dev.millrace.jobs.llm.provider.TwoProviders.provider;
import static dev.millrace.jobs.llm.provider.TwoProviders.transientFailure;
import static dev.millrace.testinfra.OpenAiServer.sends;
import static dev.millrace.testinfra.OpenAiServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.OpenAiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several providers as one: who is asked, and who is left alone.
@Timeout(60)
class FailoverIT {

  private final TwoProviders fixture = new TwoProviders();
  private final OpenAiServer one = fixture.one;
  private final OpenAiServer two = fixture.two;

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 429, 401})
  void anotherProviderAnswersInstead(int status) throws Exception {
    one.then(status(status));
    try (LanguageModels models =
        fixture.models(provider("one", one, 100, true), provider("two", two, 1, true))) {
      assertThat(answer(models)).isEqualTo("fine");
    }
    assertThat(one.requests()).hasSize(1);
    assertThat(two.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate_limit_exceeded", "overloaded_error", "invalid_api_key"})
  void anotherProviderAnswersInsteadAlsoWhereTheAnswerHadBegun(String code) throws Exception {
    one.then(
        sends(
            "text/event-stream",
            "data: {\"choices\":[{\"delta\":{\"content\":\"a part\"}}]}\n\n"
                + "data: {\"error\":{\"code\":\"%s\"}}\n\n".formatted(code)));
    try (LanguageModels models =
        fixture.models(provider("one", one, 100, true), provider("two", two, 1, true))) {
      assertThat(answer(models)).isEqualTo("fine");
    }
    assertThat(two.requests()).hasSize(1);
  }

  @Test
  void whenAllFailATransientFailureWins() throws Exception {
    one.then(status(503));
    two.then(status(401));
    try (LanguageModels models =
        fixture.models(provider("one", one, 100, true), provider("two", two, 1, true))) {
      assertThat(transientFailure(models).code()).isEqualTo("provider-unavailable");
    }
  }

  @Test
  void callsAreSpreadByWeight() throws Exception {
    try (LanguageModels models =
        fixture.models(provider("one", one, 3, true), provider("two", two, 1, true))) {
      for (int i = 0; i < 8; i++) {
        answer(models);
      }
    }
    assertThat(one.requests()).hasSize(6);
    assertThat(two.requests()).hasSize(2);
  }
}
