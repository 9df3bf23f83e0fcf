package dev.millrace.client.problem;

/// The state of the task does not allow it, or the idempotency key stands for another request.
public final class ConflictException extends ProblemException {

  ConflictException(Problem problem) {
    super(problem);
  }
}
