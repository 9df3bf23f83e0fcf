package dev.millrace.openapi;

import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Goes through the operations of a document.
final class Operations {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private Operations() {}

  /// Calls with each operation, which may be changed.
  static void each(ObjectNode document, Consumer<ObjectNode> operation) {
    for (JsonNode path : document.path("paths").values()) {
      path.forEachEntry((name, value) -> {
        if (METHODS.contains(name) && value instanceof ObjectNode found) {
          operation.accept(found);
        }
      });
    }
  }
}
