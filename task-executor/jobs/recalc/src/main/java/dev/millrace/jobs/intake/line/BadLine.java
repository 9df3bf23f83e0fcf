package dev.millrace.jobs.intake.line;

/// A line says something that cannot be taken; the message names the place by JSON pointer.
public final class BadLine extends Exception {

  public BadLine(String message) {
    super(message);
  }
}
