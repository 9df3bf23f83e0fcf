package dev.millrace.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.client.problem.ConflictException;
import dev.millrace.client.problem.InvalidParametersException;
import dev.millrace.client.problem.NotFoundException;
import dev.millrace.client.problem.Problem;
import dev.millrace.client.problem.Problem.FieldError;
import dev.millrace.client.problem.ProblemException;
import dev.millrace.client.problem.QuotaExceededException;
import dev.millrace.client.problem.UnauthorizedException;
import dev.millrace.client.problem.UnavailableException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void aProblemDocumentIsReadInWhole() {
    Problem problem =
        read(
            422,
            """
            {"type": "https://millrace.dev/problems/invalid-parameters", "title": "The parameters do not fit",
             "status": 422, "detail": "/millis must be at least 0",
             "errors": [{"pointer": "/millis", "message": "must be at least 0"}], "more": true}
            """);

    assertThat(problem.is("invalid-parameters")).isTrue();
    assertThat(problem.title()).isEqualTo("The parameters do not fit");
    assertThat(problem.detail()).isEqualTo("/millis must be at least 0");
    assertThat(problem.errors()).containsExactly(new FieldError("/millis", "must be at least 0"));
    assertThat(problem.document().path("more").asBoolean(false)).isTrue();
    assertThat(ProblemException.of(problem))
        .isInstanceOf(InvalidParametersException.class)
        .hasMessage("422 The parameters do not fit: /millis must be at least 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>Bad Gateway</html>", "[]", "7", "{\"type\": 7, \"errors\": {}}", "{"})
  void aRefusalThatIsNoDocumentHasItsStatusAtLeast(String body) {
    Problem problem = read(502, body);

    assertThat(problem.status()).isEqualTo(502);
    assertThat(problem.errors()).isEmpty();
    assertThat(problem.title()).isEqualTo("HTTP 502");
  }

  @Test
  void whatIsReadOfADocumentIsBounded() {
    String error = "{\"pointer\": \"/a\", \"message\": \"b\"}";
    Problem problem =
        read(
            400,
            "{\"detail\": \""
                + "x".repeat(100_000)
                + "\", \"errors\": ["
                + (error + ",").repeat(2_000)
                + error
                + "]}");

    assertThat(problem.detail()).hasSize(4_001).endsWith("x…");
    assertThat(problem.errors()).hasSize(1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "' 7 ', 7",
    "'Sun, 01 Mar 2026 12:01:00 GMT', 60",
    "'Sun, 01 Mar 2026 11:00:00 GMT', 0"
  })
  void retryAfterIsSecondsOrADate(String header, long seconds) {
    assertThat(Problems.pause(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "Sun, 01 Mar"})
  void anythingElseIsNone(String header) {
    assertThat(Problems.pause(header, NOW)).isNull();
  }

  @Test
  void everyKindThatCallersActOnHasItsClass() {
    var classes =
        Map.of(
            401, UnauthorizedException.class,
            403, UnauthorizedException.class,
            404, NotFoundException.class,
            409, ConflictException.class,
            412, ConflictException.class,
            400, InvalidParametersException.class,
            413, InvalidParametersException.class,
            429, QuotaExceededException.class,
            503, UnavailableException.class,
            500, ProblemException.class);

    classes.forEach((status, expected) ->
        assertThat(ProblemException.of(read(status, "{}"))).isExactlyInstanceOf(expected));
    assertThat(
            ProblemException.of(
                read(422, "{\"type\": \"https://millrace.dev/problems/key-reused\"}")))
        .isExactlyInstanceOf(ConflictException.class);
  }

  private static Problem read(int status, String body) {
    return Problems.read(
        new Answer(status, HttpHeaders.of(Map.of(), (name, value) -> true), body), NOW);
  }
}
