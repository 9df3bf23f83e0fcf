package dev.millrace.openapi;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes out which scope an operation takes: `x-scope: tasks:read`, or `none` where it is open. An
/// operator's token is good for everything.
final class Security {

  private static final String ADMIN = "tasks:admin";

  private Security() {}

  static void writeOut(ObjectNode document) {
    Operations.each(
        document,
        operation -> {
          JsonNode given = operation.remove("x-scope");
          String scope = given == null ? ADMIN : given.stringValue();
          ArrayNode security = operation.putArray("security");
          if (scope.equals("none")) {
            return;
          }
          security.addObject().putArray("bearer").add(scope);
          if (!scope.equals(ADMIN)) {
            security.addObject().putArray("bearer").add(ADMIN);
          }
        });
  }
}
