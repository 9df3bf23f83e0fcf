package dev.millrace.client.problem;

import org.jspecify.annotations.Nullable;

/// Whatever goes wrong between the client and Millrace, or with a task.
public class MillraceException extends RuntimeException {

  public MillraceException(@Nullable String message) {
    super(message);
  }

  public MillraceException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
