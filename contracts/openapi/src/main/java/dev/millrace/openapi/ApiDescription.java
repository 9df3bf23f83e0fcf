package dev.millrace.openapi;

import dev.millrace.http.problem.ProblemKind;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A service's OpenAPI document, put together from its pieces.
///
/// What every operation has in common is written once: an operation says in `x-scope` which scope
/// it takes and in `x-problems` how it refuses, and both are written out here. So are the headers
/// that all answers of a service have.
public final class ApiDescription {

  private final ObjectNode document;

  private ApiDescription(ObjectNode document) {
    this.document = document;
  }

  /// Reads the pieces of a service, `openapi/<service>/*.yaml`, and those that all services share.
  ///
  /// @param own the kinds of problem that not all services have
  /// @throws IllegalStateException when two pieces say something of the same, or one refers to a
  ///   kind of problem that nobody describes
  public static ApiDescription of(String service, ProblemKind... own) {
    ObjectNode document =
        Pieces.together(
            List.of("classpath:openapi/shared.yaml", "classpath*:openapi/" + service + "/*.yaml"));
    Security.writeOut(document);
    Problems.writeOut(document, List.of(own));
    AnswerHeaders.writeOut(document);
    return new ApiDescription(document);
  }

  /// The document; nobody changes it.
  public JsonNode document() {
    return document;
  }
}
