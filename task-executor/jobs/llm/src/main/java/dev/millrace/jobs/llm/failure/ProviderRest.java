package dev.millrace.jobs.llm.failure;

import com.openai.core.http.Headers;
import dev.millrace.executor.handler.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long a provider asks to be left alone: the header `Retry-After`, and the milliseconds that
/// OpenAI sends beside it.
final class ProviderRest {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");

  private ProviderRest() {}

  /// At most an hour; empty when nothing readable is said, or a time that has passed.
  static Optional<Duration> of(Headers headers, Instant now) {
    return first(headers.values("retry-after-ms"))
        .flatMap(ProviderRest::millis)
        .or(() -> first(headers.values("retry-after")).flatMap(text -> RetryAfter.parse(text, now)))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Duration> millis(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(Duration.ofMillis((long) Double.parseDouble(text)))
        : Optional.empty();
  }

  private static Optional<String> first(List<String> values) {
    return values.stream().findFirst().map(String::strip);
  }
}
