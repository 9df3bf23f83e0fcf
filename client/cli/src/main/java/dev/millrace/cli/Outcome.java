package dev.millrace.cli;

import dev.millrace.client.problem.BadAnswerException;
import dev.millrace.client.problem.MillraceException;
import dev.millrace.client.problem.Problem.FieldError;
import dev.millrace.client.problem.ProblemException;
import dev.millrace.client.task.TaskCancelledException;
import dev.millrace.client.task.TaskEndedException;

/// What scripts and people are told of a failure. Pure.
///
/// @param code the exit code
record Outcome(int code, String line) {

  static final int DONE = 0;
  static final int TASK_FAILED = 1;
  static final int USAGE = 2;
  static final int CANCELLED = 3;
  static final int REFUSED = 4;
  static final int NO_ANSWER = 5;

  static Outcome of(Exception failure) {
    String line = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (failure instanceof TaskCancelledException) {
      return new Outcome(CANCELLED, line);
    }
    if (failure instanceof TaskEndedException) {
      return new Outcome(TASK_FAILED, line);
    }
    if (failure instanceof ProblemException problem) {
      return new Outcome(REFUSED, line + places(problem));
    }
    if (failure instanceof BadAnswerException) {
      return new Outcome(REFUSED, line);
    }
    if (failure instanceof MillraceException) {
      return new Outcome(NO_ANSWER, line);
    }
    return new Outcome(USAGE, line);
  }

  private static String places(ProblemException problem) {
    StringBuilder places = new StringBuilder();
    for (FieldError error : problem.errors()) {
      if (!problem.detail().contains(error.message())) {
        places.append("; ").append(error.pointer()).append(' ').append(error.message());
      }
    }
    return places.toString();
  }
}
