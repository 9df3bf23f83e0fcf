package dev.millrace.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.client.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

class RetryRulesTest {

  private final RetryRules rules = new RetryRules(CallSettings.STANDARD);

  @ParameterizedTest
  @CsvSource({
    "429, about:blank, true, true",
    "503, about:blank, true, true",
    "502, about:blank, false, true",
    "504, about:blank, false, true",
    "409, https://millrace.dev/problems/key-in-flight, false, true",
    "409, https://millrace.dev/problems/state-forbids, false, false",
    "400, about:blank, false, false",
    "401, about:blank, false, false",
    "404, about:blank, false, false",
    "422, https://millrace.dev/problems/key-reused, false, false",
    "500, about:blank, false, false"
  })
  void itIsSentAgainWhereThatMayHelp(
      int status, String type, boolean always, boolean whereRepeatable) {
    Problem problem = problem(status, type, null);

    assertThat(rules.after(problem, false, 1, 1).isPresent()).isEqualTo(always);
    assertThat(rules.after(problem, true, 1, 1).isPresent()).isEqualTo(whereRepeatable);
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    assertThat(
            List.of(1, 2, 3, 4, 5, 6, 1_000).stream()
                .map(tried -> rules.pause(tried, 1).toMillis()))
        .containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 5_000L, 5_000L);
    assertThat(rules.pause(3, 0)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void retryAfterIsTheLeast() {
    assertThat(rules.after(problem(503, "about:blank", Duration.ofSeconds(7)), false, 1, 0))
        .hasValueSatisfying(
            pause -> assertThat(pause).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8)));
  }

  @Test
  void aRetryAfterThatIsTooLongEndsIt() {
    assertThat(rules.after(problem(429, "about:blank", Duration.ofSeconds(10)), true, 1, 1))
        .isPresent();
    assertThat(rules.after(problem(429, "about:blank", Duration.ofSeconds(11)), true, 1, 1))
        .isEmpty();
  }

  @Test
  void afterTheLastRetryItIsGivenUp() {
    assertThat(rules.after(problem(503, "about:blank", null), true, 5, 1)).isPresent();
    assertThat(rules.after(problem(503, "about:blank", null), true, 6, 1)).isEmpty();
    assertThat(rules.afterSilence(true, 5, 1)).isPresent();
    assertThat(rules.afterSilence(true, 6, 1)).isEmpty();
  }

  @Test
  void silenceIsFollowedByACallThatMayBeRepeatedAlone() {
    assertThat(rules.afterSilence(false, 1, 1)).isEqualTo(Optional.empty());
    assertThat(rules.afterSilence(true, 1, 1)).contains(Duration.ofMillis(250));
  }

  private static Problem problem(int status, String type, @Nullable Duration retryAfter) {
    return new Problem(
        type,
        status,
        "title",
        "detail",
        List.of(),
        retryAfter,
        JsonNodeFactory.instance.objectNode());
  }
}
