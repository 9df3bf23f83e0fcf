package dev.millrace.contractcheck.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What a document must say of each operation, so that somebody can use it without asking.
public final class DocumentRules {

  private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");

  private final OpenApiDocument document;
  private final Schemas schemas;
  private final List<String> complaints = new ArrayList<>();

  private DocumentRules(OpenApiDocument document) {
    this.document = document;
    this.schemas = new Schemas(document.root(), List.of("Problem"));
  }

  /// What is missing or wrong.
  public static List<String> complaints(OpenApiDocument document) {
    var rules = new DocumentRules(document);
    rules.references(document.root(), "");
    if (rules.complaints.isEmpty()) {
      rules.all();
      rules.complaints.addAll(ClientRules.complaints(document));
    }
    return rules.complaints;
  }

  private void references(JsonNode node, String where) {
    if (node.path("$ref").isString() && document.resolve(node).isMissingNode()) {
      complaints.add(where + " refers to nothing: " + node.path("$ref").stringValue());
    }
    node.forEachEntry((name, value) -> references(value, where + "/" + name));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        references(node.get(i), where + "/" + i);
      }
    }
  }

  private void all() {
    Set<String> tags =
        document
            .root()
            .path("tags")
            .valueStream()
            .map(tag -> tag.path("name").asString())
            .collect(Collectors.toSet());
    Set<String> ids = new HashSet<>();
    Set<String> paths = new HashSet<>();
    document
        .root()
        .path("paths")
        .propertyNames()
        .forEach(path -> {
          if (!paths.add(path.replaceAll("\\{[^}]*}", "{}"))) {
            complaints.add(path + " is there twice, under other names of its places");
          }
        });
    for (Operation operation : document.operations()) {
      JsonNode node = operation.node();
      require(operation, node, "operationId", "summary", "description");
      if (!ids.add(operation.id())) {
        complaints.add(operation + ": another operation is called " + operation.id());
      }
      if (node.path("tags").isEmpty()
          || !node.path("tags").valueStream().allMatch(t -> tags.contains(t.asString()))) {
        complaints.add(operation + ": 'tags' must be out of " + tags);
      }
      parameters(operation);
      if (!operation.body().isMissingNode()) {
        require(operation, operation.body(), "description");
        content(operation + " requestBody", operation.body().path("content"));
      }
      responses(operation);
    }
  }

  private void parameters(Operation operation) {
    Set<String> places =
        PLACE.matcher(operation.path()).results().map(r -> r.group(1)).collect(Collectors.toSet());
    Set<String> named =
        operation.parametersIn("path").stream()
            .map(parameter -> parameter.path("name").asString())
            .collect(Collectors.toSet());
    if (!places.equals(named)) {
      complaints.add(operation + ": the path has " + places + ", described are " + named);
    }
    for (JsonNode parameter : operation.parameters()) {
      String where = operation + " parameter " + parameter.path("name").asString("?");
      require(where, parameter, "name", "in", "description", "schema");
      if (parameter.has("example")) {
        value(where, parameter.path("schema"), parameter.path("example"));
      }
    }
  }

  private void responses(Operation operation) {
    boolean succeeds = false;
    for (String status : Operation.names(operation.node().path("responses"))) {
      JsonNode response = operation.response(Integer.parseInt(status));
      String where = operation + " response " + status;
      require(where, response, "description");
      response
          .path("headers")
          .forEachEntry((name, header) ->
              require(
                  where + " header " + name, document.resolve(header), "description", "schema"));
      content(where, response.path("content"));
      succeeds |= status.startsWith("2");
    }
    if (!succeeds) {
      complaints.add(operation + " has no response that is a success");
    }
  }

  private void content(String where, JsonNode content) {
    content.forEachEntry((mediaType, media) -> {
      String at = where + " " + mediaType;
      require(at, media, "schema");
      if (media.path("examples").isEmpty()) {
        complaints.add(at + " has no examples");
      }
      media
          .path("examples")
          .forEachEntry((name, example) -> {
            if (!mediaType.startsWith("multipart/")) {
              value(
                  at + " example " + name,
                  media.path("schema"),
                  document.resolve(example).path("value"));
            }
          });
    });
  }

  private void value(String where, JsonNode schema, JsonNode value) {
    for (String wrong : schemas.complaints(schema, value)) {
      complaints.add(where + ": " + wrong);
    }
  }

  private void require(Object where, JsonNode node, String... members) {
    for (String member : members) {
      JsonNode value = node.path(member);
      if (value.isMissingNode() || (value.isString() && value.stringValue().isBlank())) {
        complaints.add(where + " has no " + member);
      }
    }
  }
}
