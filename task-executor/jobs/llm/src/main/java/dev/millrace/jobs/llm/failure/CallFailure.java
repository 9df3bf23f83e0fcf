package dev.millrace.jobs.llm.failure;

import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;

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
public record CallFailure(
    RuntimeException failure, Blame blame, boolean elsewhere, Optional<Duration> rest) {

  private static final String CHECK_SETTINGS =
      "; check its base-url, model and the key in its api-key-env";

  public enum Blame {
    PROVIDER,
    NOBODY
  }

  /// Reads what went wrong while `provider` was talked to; whatever it is, there is a rule for it.
  public static CallFailure of(String provider, Exception thrown, Clock clock) {
    return switch (thrown) {
      case OpenAIServiceException refused ->
          refused(
              provider,
              ProviderError.of(refused),
              ProviderRest.of(refused.headers(), clock.instant()));
      case OpenAIInvalidDataException _, JacksonException _ ->
          broken(provider, "answered with something that is no answer");
      // The request could not even be built: an address or a key that HTTP does not take.
      case IllegalArgumentException _ ->
          new CallFailure(
              new PermanentFailure(
                  "provider-refused", provider + " cannot be asked" + CHECK_SETTINGS),
              Blame.PROVIDER,
              true,
              Optional.empty());
      default ->
          broken(
              provider,
              String.format(Locale.ROOT, "connection lost or timed out (%s)", rootName(thrown)));
    };
  }

  /// The provider began to answer and then said what is wrong.
  public static CallFailure said(String provider, ProviderError error) {
    return refused(provider, error, Optional.empty());
  }

  /// The provider could not be reached, fell silent, or broke off.
  public static CallFailure broken(String provider, String how) {
    return new CallFailure(
        new TransientFailure("provider-unavailable", provider + ": " + how),
        Blame.PROVIDER,
        true,
        Optional.empty());
  }

  /// The provider answered, but declined the content.
  public static CallFailure declined(String provider) {
    return new CallFailure(
        new PermanentFailure("content-refused", provider + " declined the content"),
        Blame.NOBODY,
        true,
        Optional.empty());
  }

  /// The stable word for programs.
  public String code() {
    return switch (failure) {
      case TransientFailure passing -> passing.code();
      case PermanentFailure lasting -> lasting.code();
      default -> "error";
    };
  }

  private static CallFailure refused(
      String provider, ProviderError error, Optional<Duration> rest) {
    if (error.isAboutContent()) {
      return declined(provider);
    }
    int status = error.status();
    String said =
        String.format(
            Locale.ROOT,
            "%s answered %d%s",
            provider,
            status,
            error.code().map(c -> " " + c).orElse(""));
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
        new PermanentFailure("provider-refused", said + (ours ? "" : CHECK_SETTINGS)),
        ours ? Blame.NOBODY : Blame.PROVIDER,
        !ours,
        Optional.empty());
  }

  private static String rootName(Throwable thrown) {
    Throwable root = thrown;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root.getClass().getSimpleName();
  }
}
