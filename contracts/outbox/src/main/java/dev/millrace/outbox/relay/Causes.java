package dev.millrace.outbox.relay;

import org.jspecify.annotations.Nullable;

/// Finds the words for a failure that came through several layers.
final class Causes {

  private static final int DEEPEST = 10;

  private Causes() {}

  /// The message of the innermost cause.
  static String of(Throwable failure) {
    Throwable innermost = failure;
    Throwable cause = failure.getCause();
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      innermost = cause;
      cause = cause.getCause();
    }
    @Nullable String message = innermost.getMessage();
    return message == null ? innermost.getClass().getSimpleName() : message;
  }
}
