package dev.millrace.http.answer;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/// So many answers are being written at this moment that another one has no room: 503, to be asked
/// again in a second.
public final class AnswersFull extends ErrorResponseException {

  /// What to say of it.
  public static final String DETAIL =
      "Too many large answers are being read at this moment; ask again, or for less";

  /// When to ask again.
  public static final Duration SOON = Duration.ofSeconds(1);

  AnswersFull() {
    super(HttpStatus.SERVICE_UNAVAILABLE);
  }

  @Override
  public HttpHeaders getHeaders() {
    var headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, Long.toString(SOON.toSeconds()));
    return headers;
  }
}
