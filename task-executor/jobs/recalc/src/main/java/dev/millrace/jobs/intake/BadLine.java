package dev.millrace.jobs.intake;

/// A line says something that cannot be taken; the message names the place by JSON pointer.
final class BadLine extends Exception {

  BadLine(String message) {
    super(message);
  }
}
