package dev.millrace.openapi;

import dev.millrace.http.problem.ProblemKind;
import dev.millrace.http.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes out how operations refuse.
///
/// `x-problem-types` gives an example of each kind of problem, whose status and title are those of
/// its [ProblemKind]. An operation names its own kinds in `x-problems`; those that any operation
/// may answer with are added. What comes of it is one response per status, with the kinds it may be
/// and an example of each. All have the same schema, so that a generated client has one class for
/// them; the kinds are not an enumeration in it, since a client must be able to read one that is
/// newer than itself.
final class Problems {

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
  private final Map<String, ProblemKind> kinds;

  private Problems(JsonNode types, Map<String, ProblemKind> kinds) {
    this.types = types;
    this.kinds = kinds;
  }

  /// @param own kinds that not all services have
  static void writeOut(ObjectNode document, List<ProblemKind> own) {
    JsonNode described = document.remove(TYPES);
    Map<String, ProblemKind> kinds =
        Stream.concat(Stream.of(ProblemType.values()), own.stream())
            .collect(Collectors.toMap(ProblemKind::word, kind -> kind));
    var problems = new Problems(described == null ? document.objectNode() : described, kinds);
    problems.listTypes(document);
    Operations.each(document, problems::answers);
  }

  /// The catalogue itself, as the schema of a problem's `type`.
  private void listTypes(ObjectNode document) {
    ObjectNode schema = document.withObject("/components/schemas/ProblemType");
    schema.put("type", "string").put("format", "uri");
    schema.put(
        "description",
        types.propertyNames().stream()
            .map(this::kind)
            .map(kind ->
                String.format(
                    Locale.ROOT, "| `%s` | %d | %s |", kind.word(), kind.status(), kind.title()))
            .collect(Collectors.joining("\n", CATALOGUE, "\n")));
  }

  private void answers(ObjectNode operation) {
    List<String> words = new ArrayList<>(ANYWHERE);
    if (!operation.path("security").isEmpty()) {
      words.addAll(BEHIND_A_TOKEN);
    }
    if (operation.has("requestBody")) {
      words.addAll(WITH_A_BODY);
    }
    JsonNode own = operation.remove("x-problems");
    if (own != null) {
      own.forEach(word -> words.add(word.stringValue()));
    }
    Map<Integer, List<ProblemKind>> byStatus = new TreeMap<>();
    for (String word : words.stream().distinct().toList()) {
      requireExample(word, operation);
      byStatus.computeIfAbsent(kind(word).status(), _ -> new ArrayList<>()).add(kind(word));
    }
    ObjectNode responses = operation.withObject("/responses");
    byStatus.forEach((status, these) -> response(responses.putObject(status.toString()), these));
  }

  private void requireExample(String word, ObjectNode operation) {
    if (!types.has(word)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "The problem '%s' of %s has no example in %s",
              word,
              operation.path("operationId").asString(),
              TYPES));
    }
  }

  private ProblemKind kind(String word) {
    ProblemKind kind = kinds.get(word);
    if (kind == null) {
      throw new IllegalStateException("There is no kind of problem '" + word + "'");
    }
    return kind;
  }

  private void response(ObjectNode response, List<ProblemKind> these) {
    response.put(
        "description",
        these.stream()
            .map(kind -> "`" + kind.word() + "`: " + kind.title() + ".")
            .collect(Collectors.joining("\n\n")));
    for (ProblemKind kind : these) {
      types
          .path(kind.word())
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
    for (ProblemKind kind : these) {
      JsonNode type = types.path(kind.word());
      ObjectNode value = examples.putObject(kind.word()).putObject("value");
      value.put("type", kind.uri()).put("title", kind.title()).put("status", kind.status());
      value.set("detail", type.path("detail"));
      value.put("instance", "/api/...");
      type.path("members").forEachEntry(value::set);
    }
  }
}
