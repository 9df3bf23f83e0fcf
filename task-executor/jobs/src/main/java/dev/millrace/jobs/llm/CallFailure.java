package dev.millrace.jobs.llm;

import com.openai.core.http.Headers;
import com.openai.errors.OpenAIServiceException;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one failed call means: for the task, for the provider's circuit breaker, and for the other
/// providers.
///
/// The one place where the client's exceptions become transient or permanent. What the provider
/// wrote is left out, because providers quote the text and parts of the key.
///
/// @param failure what the task gets when nobody else can answer
/// @param blame whether the breaker counts it against the provider
/// @param elsewhere whether another provider may do better
/// @param rest how long the provider asked to be left alone
record CallFailure(
    RuntimeException failure, Blame blame, boolean elsewhere, Optional<Duration> rest) {

  enum Blame {
    PROVIDER,
    NOBODY
  }

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,60}");
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  /// Reads what the client threw while it talked to `provider`.
  static CallFailure of(String provider, Exception thrown, Clock clock) {
    if (thrown instanceof OpenAIServiceException refused) {
      return refused(provider, refused, clock);
    }
    return broken(
        provider,
        String.format(Locale.ROOT, "connection lost or timed out (%s)", rootName(thrown)));
  }

  /// The provider could not be reached, fell silent, or broke off.
  static CallFailure broken(String provider, String how) {
    return new CallFailure(
        new TransientFailure("provider-unavailable", provider + ": " + how),
        Blame.PROVIDER,
        true,
        Optional.empty());
  }

  /// The provider answered, but declined the content.
  static CallFailure declined(String provider) {
    return new CallFailure(
        new PermanentFailure("content-refused", provider + " declined the content"),
        Blame.NOBODY,
        true,
        Optional.empty());
  }

  /// The stable word for programs.
  String code() {
    return switch (failure) {
      case TransientFailure passing -> passing.code();
      case PermanentFailure lasting -> lasting.code();
      default -> "error";
    };
  }

  private static CallFailure refused(String provider, OpenAIServiceException refused, Clock clock) {
    int status = refused.statusCode();
    String said =
        String.format(
            Locale.ROOT,
            "%s answered %d%s",
            provider,
            status,
            refused.code().filter(CallFailure::isWord).map(c -> " " + c).orElse(""));
    Optional<Duration> rest = retryAfter(refused.headers(), clock);
    if (status == 429) {
      return new CallFailure(
          new TransientFailure("provider-rate-limited", said, rest.orElse(null), null),
          Blame.NOBODY,
          true,
          rest);
    }
    if (status >= 500 || status == 408 || status == 409 || status == 425) {
      return new CallFailure(
          new TransientFailure("provider-unavailable", said, rest.orElse(null), null),
          Blame.PROVIDER,
          true,
          rest);
    }
    boolean ours = status == 400 || status == 413 || status == 422;
    return new CallFailure(
        new PermanentFailure(
            "provider-refused",
            said + (ours ? "" : "; check its base-url, model and the key in its api-key-env")),
        ours ? Blame.NOBODY : Blame.PROVIDER,
        !ours,
        Optional.empty());
  }

  /// Seconds or an HTTP date (RFC 9110, 10.2.3), and the milliseconds that OpenAI sends beside it.
  private static Optional<Duration> retryAfter(Headers headers, Clock clock) {
    return first(headers.values("retry-after-ms"))
        .flatMap(millis -> number(millis).map(n -> Duration.ofMillis(n.longValue())))
        .or(() -> first(headers.values("retry-after")).flatMap(text -> delay(text, clock)))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wait);
  }

  private static Optional<Duration> delay(String text, Clock clock) {
    Optional<Duration> seconds = number(text).map(n -> Duration.ofMillis((long) (n * 1000)));
    return seconds.isPresent() ? seconds : date(text, clock);
  }

  private static Optional<Duration> date(String text, Clock clock) {
    try {
      ZonedDateTime at =
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT));
      return Optional.of(Duration.between(clock.instant(), at.toInstant()));
    } catch (DateTimeException _) {
      return Optional.empty(); // an unreadable header is no header: the type's own backoff applies
    }
  }

  private static Optional<Double> number(String text) {
    return text.matches("\\d{1,9}(\\.\\d{1,6})?")
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }

  private static Optional<String> first(List<String> values) {
    return values.stream().findFirst().map(String::strip);
  }

  private static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  private static String rootName(Throwable thrown) {
    Throwable root = thrown;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root.getClass().getSimpleName();
  }
}
