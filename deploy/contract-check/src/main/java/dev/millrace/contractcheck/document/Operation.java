package dev.millrace.contractcheck.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// One operation of a document.
///
/// @param method in capitals
/// @param parameters those of the path among them, references resolved
public record Operation(
    OpenApiDocument document,
    String method,
    String path,
    JsonNode node,
    List<JsonNode> parameters) {

  /// Such as `getTask`.
  public String id() {
    return node.path("operationId").asString("");
  }

  /// For people.
  @Override
  public String toString() {
    return method + " " + path;
  }

  /// The method and path with the names of places left out, which are nobody's business.
  public String key() {
    return method + " " + path.replaceAll("\\{[^}]*}", "{}");
  }

  /// Parameters in `path`, `query` or `header`.
  public List<JsonNode> parametersIn(String place) {
    return parameters.stream().filter(p -> p.path("in").asString("").equals(place)).toList();
  }

  /// The scopes of which a token needs one; empty where none is needed.
  public Set<String> scopes() {
    Set<String> scopes = new TreeSet<>();
    node.path("security")
        .forEach(one -> one.path("bearer").forEach(scope -> scopes.add(scope.stringValue())));
    return scopes;
  }

  /// The media types that it reads.
  public List<String> reads() {
    return names(body().path("content"));
  }

  /// The media types of its answers that are no problems.
  public Set<String> writes() {
    Set<String> types = new TreeSet<>();
    node.path("responses")
        .forEachEntry((status, response) -> {
          if (status.startsWith("2")) {
            types.addAll(names(document.resolve(response).path("content")));
          }
        });
    return types;
  }

  /// The request body, or a missing node.
  public JsonNode body() {
    return document.resolve(node.path("requestBody"));
  }

  /// What is said of an answer of this status, or a missing node.
  public JsonNode response(int status) {
    return document.resolve(node.path("responses").path(Integer.toString(status)));
  }

  public static List<String> names(JsonNode object) {
    return new ArrayList<>(object.propertyNames());
  }
}
