package dev.millrace.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes out how operations refuse.
///
/// `x-problem-types` describes each kind of problem once: its status, its title, an example. An
/// operation names its own kinds in `x-problems`; those that any operation may answer with are
/// added. What comes of it is one response per status, with the kinds it may be and an example of
/// each. All have the same schema, so that a generated client has one class for them; the kinds are
/// not an enumeration in it, since a client must be able to read one that is newer than itself.
final class Problems {

  static final String BASE = "https://millrace.dev/problems/";

  private static final String TYPES = "x-problem-types";
  private static final List<String> ANYWHERE = List.of("bad-request", "not-acceptable", "internal");
  private static final List<String> BEHIND_A_TOKEN =
      List.of("unauthenticated", "missing-scope", "quota-exceeded", "overloaded", "unavailable");
  private static final List<String> WITH_A_BODY =
      List.of("unsupported-media-type", "too-large", "too-slow");

  private static final String CATALOGUE =
      """
      The kinds of problem. A URI means the same for ever; the last part of it is:

      | type | status | title |
      |---|---|---|
      """;

  private final JsonNode types;

  private Problems(JsonNode types) {
    this.types = types;
  }

  static void writeOut(ObjectNode document) {
    JsonNode described = document.remove(TYPES);
    var problems = new Problems(described == null ? document.objectNode() : described);
    problems.listTypes(document);
    Operations.each(document, problems::answers);
  }

  /// The catalogue itself, as the schema of a problem's `type`.
  private void listTypes(ObjectNode document) {
    ObjectNode schema = document.withObject("/components/schemas/ProblemType");
    schema.put("type", "string").put("format", "uri");
    schema.put(
        "description",
        types.properties().stream()
            .map(t ->
                String.format(
                    Locale.ROOT,
                    "| `%s` | %d | %s |",
                    t.getKey(),
                    t.getValue().path("status").intValue(),
                    t.getValue().path("title").asString()))
            .collect(Collectors.joining("\n", CATALOGUE, "\n")));
  }

  private void answers(ObjectNode operation) {
    List<String> kinds = new ArrayList<>(ANYWHERE);
    if (!operation.path("security").isEmpty()) {
      kinds.addAll(BEHIND_A_TOKEN);
    }
    if (operation.has("requestBody")) {
      kinds.addAll(WITH_A_BODY);
    }
    JsonNode own = operation.remove("x-problems");
    if (own != null) {
      own.forEach(kind -> kinds.add(kind.stringValue()));
    }
    Map<Integer, List<String>> byStatus = new TreeMap<>();
    for (String kind : kinds.stream().distinct().toList()) {
      byStatus
          .computeIfAbsent(type(kind, operation).path("status").intValue(), _ -> new ArrayList<>())
          .add(kind);
    }
    ObjectNode responses = operation.withObject("/responses");
    byStatus.forEach((status, these) -> response(responses.putObject(status.toString()), these));
  }

  private JsonNode type(String kind, ObjectNode operation) {
    JsonNode type = types.get(kind);
    if (type == null) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "The problem '%s' of %s is not described in %s",
              kind,
              operation.path("operationId").asString(),
              TYPES));
    }
    return type;
  }

  private void response(ObjectNode response, List<String> kinds) {
    response.put(
        "description",
        kinds.stream()
            .map(kind -> "`" + kind + "`: " + types.path(kind).path("title").asString() + ".")
            .collect(Collectors.joining("\n\n")));
    for (String kind : kinds) {
      types
          .path(kind)
          .path("headers")
          .forEach(header ->
              response
                  .withObject("/headers")
                  .putObject(header.stringValue())
                  .put("$ref", "#/components/headers/" + header.stringValue()));
    }
    ObjectNode content = response.withObject("/content").putObject("application/problem+json");
    content.putObject("schema").put("$ref", "#/components/schemas/Problem");
    ObjectNode examples = content.putObject("examples");
    for (String kind : kinds) {
      JsonNode type = types.path(kind);
      ObjectNode value = examples.putObject(kind).putObject("value");
      value.put("type", BASE + kind).set("title", type.path("title"));
      value.set("status", type.path("status"));
      value.set("detail", type.path("detail"));
      value.put("instance", "/api/...");
      type.path("members").forEachEntry(value::set);
    }
  }
}
