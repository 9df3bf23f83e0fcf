package dev.millrace.client.problem;

import org.jspecify.annotations.Nullable;

/// An answer that cannot be used: too large, no JSON, no task, or a result that does not fit its
/// type.
public final class BadAnswerException extends MillraceException {

  public BadAnswerException(String message) {
    super(message);
  }

  public BadAnswerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
