package dev.millrace.contractcheck.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// An OpenAPI document, to be read.
public record OpenApiDocument(JsonNode root) {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /// All operations, in the order of the document.
  public List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    root.path("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) -> {
              if (METHODS.contains(method)) {
                all.add(
                    new Operation(
                        this,
                        method.toUpperCase(Locale.ROOT),
                        path,
                        operation,
                        parameters(item, operation)));
              }
            }));
    return all;
  }

  /// What a node refers to, or the node itself.
  public JsonNode resolve(JsonNode node) {
    JsonNode at = node;
    while (at.path("$ref").isString()) {
      String ref = at.path("$ref").stringValue();
      at = ref.startsWith("#") ? root.at(ref.substring(1)) : MissingNode.getInstance();
    }
    return at;
  }

  private List<JsonNode> parameters(JsonNode item, JsonNode operation) {
    List<JsonNode> all = new ArrayList<>();
    item.path("parameters").forEach(parameter -> all.add(resolve(parameter)));
    operation.path("parameters").forEach(parameter -> all.add(resolve(parameter)));
    return all;
  }
}
