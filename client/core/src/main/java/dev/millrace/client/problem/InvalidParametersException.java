package dev.millrace.client.problem;

/// What was sent is wrong: the parameters do not fit the task type, or an option is none.
public final class InvalidParametersException extends ProblemException {

  InvalidParametersException(Problem problem) {
    super(problem);
  }
}
