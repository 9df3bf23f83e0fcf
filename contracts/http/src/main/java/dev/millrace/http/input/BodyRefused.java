package dev.millrace.http.input;

import dev.millrace.http.problem.Problem;
import java.io.IOException;

/// A body was not read to its end, and why: what its reader is told as an exception of reading.
public final class BodyRefused extends IOException {

  private final transient Problem problem;

  BodyRefused(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
