package dev.millrace.jobs.problem;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// A refusal with a stable type.
public final class ProblemException extends ErrorResponseException {

  private static final String TYPES = "https://millrace.dev/problems/";

  /// @param type the last part of the type's URI, such as `unknown-monster`
  /// @param detail what was wrong and what would be right
  public ProblemException(HttpStatus status, String type, String detail) {
    super(status, problem(status, type, detail), null);
  }

  private static ProblemDetail problem(HttpStatus status, String type, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(type(type));
    return problem;
  }

  static URI type(String type) {
    return URI.create(TYPES + type);
  }
}
