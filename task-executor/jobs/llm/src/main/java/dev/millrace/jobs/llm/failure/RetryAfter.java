package dev.millrace.jobs.llm.failure;

import com.openai.core.http.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How long a provider asks to be left alone: the header `Retry-After` (RFC 9110, 10.2.3), and the
/// milliseconds that OpenAI sends beside it.
final class RetryAfter {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");

  private RetryAfter() {}

  /// At most an hour; empty when nothing readable is said, or a time that has passed.
  static Optional<Duration> of(Headers headers, Instant now) {
    return first(headers.values("retry-after-ms"))
        .flatMap(RetryAfter::number)
        .map(millis -> Duration.ofMillis(millis.longValue()))
        .or(() -> first(headers.values("retry-after")).flatMap(text -> delay(text, now)))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Duration> delay(String text, Instant now) {
    Optional<Duration> seconds = number(text).map(n -> Duration.ofMillis((long) (n * 1000)));
    return seconds.isPresent()
        ? seconds
        : forms(now)
            .flatMap(form -> date(text, form).stream())
            .findFirst()
            .map(at -> Duration.between(now, at));
  }

  /// The three forms of a date (RFC 9110, 5.6.7): of today, of RFC 850, of asctime.
  private static Stream<DateTimeFormatter> forms(Instant now) {
    return Stream.of(
        DateTimeFormatter.RFC_1123_DATE_TIME,
        // Two digits of a year that is not more than 50 years away.
        new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, now.atZone(ZoneOffset.UTC).getYear() - 49)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ENGLISH)
            .withZone(ZoneOffset.UTC),
        DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC));
  }

  private static Optional<Instant> date(String text, DateTimeFormatter form) {
    try {
      return Optional.of(form.parse(text, ZonedDateTime::from).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty(); // an unreadable header is no header: the type's own backoff applies
    }
  }

  private static Optional<Double> number(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }

  private static Optional<String> first(List<String> values) {
    return values.stream().findFirst().map(String::strip);
  }
}
