package dev.millrace.http.problem;

/// Carries a [Problem] to the edge. It is an answer, not a fault: it has no stack trace.
public final class ProblemException extends RuntimeException {

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
