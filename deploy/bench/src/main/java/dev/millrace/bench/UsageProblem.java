package dev.millrace.bench;

/// A command line that makes no sense: the message is one line for the person at the terminal.
final class UsageProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageProblem(String message) {
    super(message);
  }
}
