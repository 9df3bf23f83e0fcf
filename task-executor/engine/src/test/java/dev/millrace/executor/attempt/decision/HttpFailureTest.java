package dev.millrace.executor.attempt.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskError;
import dev.millrace.executor.handler.RetryRules;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientResponseException;

class HttpFailureTest {

  private static final Instant NOW = Instant.parse("2026-11-06T08:49:00Z");

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
  void aStatusThatPassesIsTriedAgain(int status) {
    assertThat(classify(spring(status, new HttpHeaders())).error())
        .isEqualTo(
            new TaskError(
                "http-" + status,
                "a remote service answered "
                    + status
                    + "; RestClientResponseException; the executor's log says more about this task",
                true));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 413, 422, 451})
  void anyOtherStatusOfTheClientsIsNot(int status) {
    TaskError error = classify(spring(status, new HttpHeaders())).error();

    assertThat(error.code()).isEqualTo("http-" + status);
    assertThat(error.retryable()).isFalse();
  }

  @Test
  void aRuleOfTheHandlerChangesThat() {
    RetryRules rules =
        RetryRules.STANDARD
            .retryOn(HttpClientErrorException.NotFound.class)
            .neverOn(HttpServerErrorException.class);

    assertThat(FailureClassifier.classify(client(404), rules, NOW).error().retryable()).isTrue();
    assertThat(FailureClassifier.classify(client(400), rules, NOW).error().retryable()).isFalse();
    assertThat(FailureClassifier.classify(server(503), rules, NOW).error().retryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503 | 17 | PT17S",
        "429 | Fri, 06 Nov 2026 08:49:37 GMT | PT37S",
        "503 | 999999999 | PT24H"
      })
  void theServiceSaysWhenItIsAskedAgain(int status, String header, Duration wait) {
    assertThat(classify(spring(status, retryAfter(header))).retryAfter()).contains(wait);
  }

  @ParameterizedTest
  @CsvSource({"503, soon", "503, -4", "404, 17"})
  void whatCannotBeReadOrIsOfNoUseIsNoWait(int status, String header) {
    assertThat(classify(spring(status, retryAfter(header))).retryAfter()).isEmpty();
  }

  @Test
  void aRefusedConnectionOfSpringsClientIsWhatItsCauseIs() {
    var lost = new ResourceAccessException("I/O error", new SocketTimeoutException("slow"));

    assertThat(classify(lost).error().code()).isEqualTo("timeout");
  }

  @Test
  void anotherClientsExceptionIsKnownByItsMethods() {
    FailureClassifier.Failure failure = classify(new IllegalStateException(new LikeFeign(429)));

    assertThat(failure.error().code()).isEqualTo("http-429");
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30));
    assertThat(classify(new LikeFeign(200)).error().code()).isEqualTo("handler-error");
  }

  @Test
  void aStatusThatCannotBeAskedForIsNone() {
    assertThat(classify(new Broken()).error())
        .returns("handler-error", TaskError::code)
        .returns(true, TaskError::retryable);
  }

  private static FailureClassifier.Failure classify(Throwable failure) {
    return FailureClassifier.classify(failure, RetryRules.STANDARD, NOW);
  }

  private static RestClientResponseException spring(int status, HttpHeaders headers) {
    return new RestClientResponseException(
        "secret", HttpStatusCode.valueOf(status), "", headers, null, null);
  }

  private static HttpClientErrorException client(int status) {
    return HttpClientErrorException.create(
        HttpStatusCode.valueOf(status), "", new HttpHeaders(), new byte[0], null);
  }

  private static HttpServerErrorException server(int status) {
    return HttpServerErrorException.create(
        HttpStatusCode.valueOf(status), "", new HttpHeaders(), new byte[0], null);
  }

  private static HttpHeaders retryAfter(String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.set("Retry-After", value);
    return headers;
  }

  /// With the methods of a client that is not here.
  static final class LikeFeign extends RuntimeException {
    private final int status;

    LikeFeign(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }

    public Map<String, Collection<String>> responseHeaders() {
      return Map.of("retry-after", List.of("30"));
    }
  }

  /// Whose status is a bug.
  static final class Broken extends IOException {
    private @Nullable Integer status;

    public int getStatusCode() {
      return Objects.requireNonNull(status);
    }
  }
}
