package dev.millrace.client.problem;

/// There is no such task, task type or result, or it is somebody else's.
public final class NotFoundException extends ProblemException {

  NotFoundException(Problem problem) {
    super(problem);
  }
}
