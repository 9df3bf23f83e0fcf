package dev.millrace.openapi;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes out which headers every answer to a caller with a token has: `x-answer-headers` of the
/// document, by their names in its components. Refusals have their own.
final class AnswerHeaders {

  private AnswerHeaders() {}

  static void writeOut(ObjectNode document) {
    JsonNode names = document.remove("x-answer-headers");
    if (names == null) {
      return;
    }
    Operations.each(
        document,
        operation -> {
          if (!operation.path("security").isEmpty()) {
            operation
                .path("responses")
                .forEachEntry((status, response) -> add(names, status, (ObjectNode) response));
          }
        });
  }

  private static void add(JsonNode names, String status, ObjectNode response) {
    if (status.startsWith("2") || status.startsWith("3")) {
      ObjectNode headers = response.withObjectProperty("headers");
      for (JsonNode name : names) {
        headers
            .withObjectProperty(name.stringValue())
            .put("$ref", "#/components/headers/" + name.stringValue());
      }
    }
  }
}
