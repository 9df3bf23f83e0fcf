package dev.millrace.contractcheck.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a document may not say although OpenAPI allows it, since generators make clients of it that
/// do not compile, or that throw at good answers.
final class ClientRules {

  private static final String PROBLEM = "#/components/schemas/Problem";

  private final OpenApiDocument document;
  private final List<String> complaints = new ArrayList<>();

  private ClientRules(OpenApiDocument document) {
    this.document = document;
  }

  /// What no client should be generated from.
  static List<String> complaints(OpenApiDocument document) {
    var rules = new ClientRules(document);
    document.operations().forEach(rules::operation);
    rules.schemas(document.root().at("/components/schemas"), "schema");
    return rules.complaints;
  }

  private void operation(Operation operation) {
    long answers =
        Operation.names(operation.node().path("responses")).stream()
            .filter(status -> status.startsWith("2"))
            .filter(status -> operation.response(Integer.parseInt(status)).has("content"))
            .count();
    if (answers > 1) {
      complaints.add(operation + " has successes of several kinds; generators take the first");
    }
    for (JsonNode parameter : operation.parameters()) {
      boolean isOptional = !parameter.path("required").asBoolean(false);
      if (isOptional && (parameter.has("example") || parameter.path("schema").has("default"))) {
        complaints.add(
            "%s parameter %s is optional, and pages fill in its example: say it in the schema"
                .formatted(operation, parameter.path("name").asString("?")));
      }
      schemas(parameter, operation + " parameter " + parameter.path("name").asString("?"));
    }
    operation
        .body()
        .path("content")
        .forEachEntry((type, media) -> {
          schemas(media.path("schema"), operation + " body " + type);
          names(operation, media.path("schema").path("$ref").asString(""));
        });
    operation
        .node()
        .path("responses")
        .forEachEntry((status, response) ->
            document
                .resolve(response)
                .path("content")
                .forEachEntry((type, media) -> {
                  schemas(media.path("schema"), operation + " answer " + status);
                  if (type.equals("application/problem+json")
                      && !media.path("schema").path("$ref").asString("").equals(PROBLEM)) {
                    complaints.add(
                        operation + " answer " + status + " has a class of its own for problems");
                  }
                }));
  }

  /// A body goes by the name of its schema among a method's arguments.
  private void names(Operation operation, String reference) {
    String schema = reference.substring(reference.lastIndexOf('/') + 1);
    for (JsonNode parameter : operation.parameters()) {
      if (parameter.path("name").asString("").equalsIgnoreCase(schema)) {
        complaints.add(operation + " has a parameter and a body of the name " + schema);
      }
    }
  }

  private void schemas(JsonNode node, String where) {
    node.forEachEntry((name, part) -> {
      // Examples hold values, which are no schemas.
      if (!name.equals("examples") && !name.equals("example")) {
        schemas(part, where + "/" + name);
      }
    });
    if (node.isArray()) {
      node.forEach(part -> schemas(part, where));
    }
    if (node.has("anyOf")) {
      complaints.add(where + " has anyOf, which does not say what is there");
    }
    choice(node, where);
    type(node, where);
  }

  private void choice(JsonNode schema, String where) {
    List<JsonNode> choices =
        schema
            .path("oneOf")
            .valueStream()
            .filter(one -> !one.path("type").asString("").equals("null"))
            .filter(one -> !Set.copyOf(Operation.names(one)).equals(Set.of("required")))
            .toList();
    if (choices.size() > 1) {
      complaints.add(where + " has oneOf of several schemas, which some generators merge");
    }
  }

  private void type(JsonNode schema, String where) {
    JsonNode type = schema.path("type");
    if (type.isArray() && (type.size() != 2 || !type.get(1).asString().equals("null"))) {
      complaints.add(where + " has several types; it may be one and null");
    }
    String name = type.isArray() ? type.path(0).asString("") : type.asString("");
    if (name.equals("object") && !schema.has("properties") && !schema.has("additionalProperties")) {
      complaints.add(where + " is an object of nothing: say additionalProperties");
    }
  }
}
