package dev.millrace.executor.handler;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// This attempt failed and another one may succeed.
public final class TransientFailure extends RuntimeException {

  private final String code;
  private final @Nullable Duration retryAfter;

  /// @param code a stable word for programs, such as `provider-unavailable`
  /// @param message what went wrong, for the task's owner
  public TransientFailure(String code, String message) {
    super(message);
    this.code = code;
    this.retryAfter = null;
  }

  /// @param retryAfter how long the remote service asks to be left alone; wins over the type's
  ///   backoff
  public TransientFailure(
      String code, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  public String code() {
    return code;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
