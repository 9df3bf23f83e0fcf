package dev.millrace.executor.handler;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The header `Retry-After` of an HTTP answer (RFC 9110, 10.2.3): seconds, or a date. For a
/// [TransientFailure], where a handler reads answers itself.
public final class RetryAfter {

  /// The longest time that a service may ask for; a longer one counts as this.
  public static final Duration LONGEST = Duration.ofDays(1);

  private static final int MOST_CHARACTERS = 12;
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

  private RetryAfter() {}

  /// How long the service asks to be left alone; empty when nothing readable is said, or a time
  /// that has passed.
  public static Optional<Duration> parse(String header, Instant now) {
    String text = header.strip();
    return seconds(text)
        .or(() -> date(text, now))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  /// Fractions are not in the standard, and are sent.
  private static Optional<Duration> seconds(String text) {
    boolean number =
        !text.isEmpty()
            && text.length() <= MOST_CHARACTERS
            && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    try {
      return number
          ? Optional.of(Duration.ofMillis(new BigDecimal(text).multiply(MILLIS).longValue()))
          : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty(); // an unreadable header is no header: the type's own backoff applies
    }
  }

  private static Optional<Duration> date(String text, Instant now) {
    return forms(now)
        .flatMap(form -> instant(text, form).stream())
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

  private static Optional<Instant> instant(String text, DateTimeFormatter form) {
    try {
      return Optional.of(form.parse(text, ZonedDateTime::from).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty(); // the next form, or none
    }
  }
}
