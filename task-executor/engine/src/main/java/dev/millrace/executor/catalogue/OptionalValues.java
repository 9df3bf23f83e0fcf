package dev.millrace.executor.catalogue;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes null and absent one thing in a schema: what may be left out may be null as well.
///
/// A text or a number stays a plain type with null beside it. Limits of a number move into `allOf`,
/// because validators that see a limit beside a type expect that to be the only one.
final class OptionalValues {

  private static final String MARK = "x-optional";
  private static final List<String> LIMITS =
      List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf");
  private static final List<String> REFERRING = List.of("$ref", "allOf", "anyOf", "oneOf");

  private OptionalValues() {}

  /// Says of the schema of a component that it may be left out; for [#admitNull(JsonNode)].
  static void mark(ObjectNode schema) {
    schema.put(MARK, true);
  }

  /// Admits null wherever it is marked, and removes the marks.
  static void admitNull(JsonNode schema) {
    schema.forEach(OptionalValues::admitNull);
    if (schema instanceof ObjectNode object && object.remove(MARK) != null) {
      admit(object);
    }
  }

  private static void admit(ObjectNode schema) {
    JsonNode type = schema.path("type");
    if (type.isString()) {
      schema.putArray("type").add(type.stringValue()).add("null");
      moveLimits(schema);
    } else if (type instanceof ArrayNode types) {
      types.add("null");
      moveLimits(schema);
    } else {
      refer(schema);
    }
    if (schema.path("enum") instanceof ArrayNode words) {
      words.addNull();
    }
  }

  private static void moveLimits(ObjectNode schema) {
    List<String> limits = LIMITS.stream().filter(schema::has).toList();
    if (!limits.isEmpty()) {
      ObjectNode apart = schema.putArray("allOf").addObject();
      limits.forEach(limit -> apart.set(limit, schema.remove(limit)));
    }
  }

  private static void refer(ObjectNode schema) {
    List<String> referring = REFERRING.stream().filter(schema::has).toList();
    if (!referring.isEmpty()) {
      ObjectNode apart = schema.objectNode();
      referring.forEach(word -> apart.set(word, schema.remove(word)));
      schema.putArray("anyOf").add(apart).addObject().put("type", "null");
    }
  }
}
