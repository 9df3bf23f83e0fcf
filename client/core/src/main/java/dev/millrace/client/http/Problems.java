package dev.millrace.client.http;

import dev.millrace.client.problem.BadAnswerException;
import dev.millrace.client.problem.Problem;
import dev.millrace.client.problem.Problem.FieldError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads refusals, also those of proxies, which are no problem documents. Pure.
final class Problems {

  private static final int LONGEST_TEXT = 4_000;
  private static final int MOST_ERRORS = 1_000;

  private Problems() {}

  /// @param now what a date in `Retry-After` is counted from
  static Problem read(Answer answer, Instant now) {
    return read(
        document(answer),
        answer.status(),
        answer.headers().firstValue("retry-after").map(value -> pause(value, now)).orElse(null));
  }

  static Problem read(JsonNode json, int status, @Nullable Duration retryAfter) {
    return new Problem(
        text(json, "type", "about:blank"),
        status,
        text(json, "title", "HTTP " + status),
        text(json, "detail", "no more was said"),
        errors(json.path("errors")),
        retryAfter,
        json);
  }

  /// An object; an empty one where the answer has none.
  private static JsonNode document(Answer answer) {
    try {
      JsonNode json = answer.json();
      if (json.isObject()) {
        return json;
      }
    } catch (BadAnswerException e) {
      // A refusal by something else than Millrace: its status says what there is to say.
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private static List<FieldError> errors(JsonNode errors) {
    return errors.isArray()
        ? errors
            .valueStream()
            .limit(MOST_ERRORS)
            .map(error -> new FieldError(text(error, "pointer", ""), text(error, "message", "")))
            .toList()
        : List.of();
  }

  private static String text(JsonNode json, String name, String otherwise) {
    String text = json.path(name).asString(otherwise);
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  /// Seconds or a date, as RFC 9110 has them; null for anything else.
  static @Nullable Duration pause(String retryAfter, Instant now) {
    try {
      long seconds = Long.parseLong(retryAfter.strip());
      return seconds < 0 ? null : Duration.ofSeconds(seconds);
    } catch (NumberFormatException e) {
      return untilDate(retryAfter.strip(), now);
    }
  }

  private static @Nullable Duration untilDate(String date, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
