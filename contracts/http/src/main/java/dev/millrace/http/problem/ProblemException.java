package dev.millrace.http.problem;

import static java.util.Map.entry;

import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// A refusal with a stable type.
public final class ProblemException extends ErrorResponseException {

  /// The same for every problem of a kind, in every service.
  private static final Map<String, String> TITLES =
      Map.ofEntries(
          entry("bad-request", "The request cannot be read"),
          entry("not-found", "Nothing is here"),
          entry("method-not-allowed", "Not a method of this resource"),
          entry("not-acceptable", "No representation that was asked for"),
          entry("too-large", "The body is too large"),
          entry("unsupported-media-type", "Not a media type of this resource"),
          entry("internal", "Something went wrong here"),
          entry("unavailable", "A part of Millrace cannot be reached"),
          entry("too-slow", "The body came too slowly"),
          entry("quota-exceeded", "More than the user's quota"),
          entry("overloaded", "Too many requests wait"),
          entry("bad-query", "A query parameter is wrong"),
          entry("unstorable-text", "A text that no store can keep"),
          entry("unknown-monster", "No such monster"),
          entry("too-many-monsters", "More monsters than there may be"),
          entry("too-many-tags", "More tags than there may be"),
          entry("unknown-project", "No such project"),
          entry("no-graph", "The project has no graph"),
          entry("graph-replaced", "The graph was replaced"));

  private static final String TYPES = "https://millrace.dev/problems/";

  /// @param type the last part of the type's URI, such as `unknown-monster`
  /// @param detail what was wrong and what would be right
  public ProblemException(HttpStatus status, String type, String detail) {
    super(status, problem(status, type, detail), null);
  }

  /// The same with another member.
  public ProblemException with(String name, Object value) {
    getBody().setProperty(name, value);
    return this;
  }

  private static ProblemDetail problem(HttpStatus status, String type, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    return typed(problem, type);
  }

  /// The problem as one of a kind.
  ///
  /// @param type the last part of the type's URI
  static ProblemDetail typed(ProblemDetail problem, String type) {
    problem.setType(URI.create(TYPES + type));
    problem.setTitle(TITLES.get(type));
    return problem;
  }

  static Map<String, String> titles() {
    return TITLES;
  }
}
