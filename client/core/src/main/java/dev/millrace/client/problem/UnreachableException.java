package dev.millrace.client.problem;

/// No answer came, also after repetitions. What was asked may have been done all the same, where it
/// was no reading call; a submission with the same idempotency key can be sent again.
public final class UnreachableException extends MillraceException {

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
