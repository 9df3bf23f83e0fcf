package dev.millrace.contractcheck.document;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Judges values by schemas that stand in a larger document and refer to each other in it.
///
/// Schemas are open to the public, since they grow. Here they are closed: an object whose
/// properties are listed may have no other, so that what is added to the code has to be added to
/// the document.
public final class Schemas {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> HOLDERS = List.of("components", "$defs");

  private final ObjectNode definitions;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .pathType(PathType.JSON_POINTER)
                      .formatAssertionsEnabled(true)
                      .build()));
  private final Map<JsonNode, Schema> compiled = new HashMap<>();

  /// @param document that holds the schemas that are referred to
  /// @param open names of schemas that stay open
  public Schemas(JsonNode document, List<String> open) {
    definitions = JSON.createObjectNode();
    for (String holder : HOLDERS) {
      if (document.has(holder)) {
        definitions.set(holder, document.get(holder).deepCopy());
      }
    }
    definitions
        .path("components")
        .path("schemas")
        .forEachEntry((name, schema) -> {
          if (!open.contains(name)) {
            close(schema);
          }
        });
  }

  /// What is wrong with a value; empty when nothing is.
  public List<String> complaints(JsonNode schema, JsonNode value) {
    return compiled
        .computeIfAbsent(schema, this::compile)
        .validate(value.toString(), InputFormat.JSON)
        .stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }

  private Schema compile(JsonNode schema) {
    ObjectNode whole = definitions.deepCopy();
    JsonNode own = schema.deepCopy();
    close(own);
    own.forEachEntry(whole::set);
    return registry.getSchema(whole);
  }

  private static boolean isObject(JsonNode type) {
    return type.isArray()
        ? type.valueStream().anyMatch(Schemas::isObject)
        : type.isString() && type.stringValue().equals("object");
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && isObject(object.path("type"))
        && !object.has("additionalProperties")
        && !object.has("patternProperties")) {
      object.put("additionalProperties", false);
    }
    for (JsonNode part : schema.values()) {
      close(part);
    }
  }
}
