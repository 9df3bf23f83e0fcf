package dev.millrace.client.problem;

import dev.millrace.client.problem.Problem.FieldError;
import java.util.List;

/// Millrace refused a call. Its subclasses are the refusals that callers act on.
public class ProblemException extends MillraceException {

  private final transient Problem problem;

  protected ProblemException(Problem problem) {
    super(problem.status() + " " + problem.title() + ": " + problem.detail());
    this.problem = problem;
  }

  /// The exception of the class that the problem's status and type stand for.
  public static ProblemException of(Problem problem) {
    return switch (problem.status()) {
      case 400, 413 -> new InvalidParametersException(problem);
      case 401, 403 -> new UnauthorizedException(problem);
      case 404 -> new NotFoundException(problem);
      case 409, 412 -> new ConflictException(problem);
      case 422 ->
          problem.is("key-reused")
              ? new ConflictException(problem)
              : new InvalidParametersException(problem);
      case 429 -> new QuotaExceededException(problem);
      case 502, 503, 504 -> new UnavailableException(problem);
      default -> new ProblemException(problem);
    };
  }

  public final Problem problem() {
    return problem;
  }

  /// The stable URI of the kind of problem.
  public final String type() {
    return problem.type();
  }

  /// The HTTP status.
  public final int status() {
    return problem.status();
  }

  /// The same for every problem of the type.
  public final String title() {
    return problem.title();
  }

  /// What is wrong here, and what would be right.
  public final String detail() {
    return problem.detail();
  }

  /// The places of the request that are wrong.
  public final List<FieldError> errors() {
    return problem.errors();
  }
}
