package dev.millrace.embedded;

/// A reason not to start that the person at the terminal can remove: the message is one line that
/// says what is wrong, where, and what to do. Print the message alone; the stack trace adds
/// nothing.
public final class StartupProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartupProblem(String message) {
    super(message);
  }

  public StartupProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
