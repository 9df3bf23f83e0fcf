package dev.millrace.client.problem;

/// The token is missing, expired, or not good for this.
public final class UnauthorizedException extends ProblemException {

  UnauthorizedException(Problem problem) {
    super(problem);
  }
}
