package dev.millrace.api.catalogue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A schema of an executor as generators of clients understand it, in an OpenAPI document.
///
/// It admits whatever the schema admits, and may admit more: what generators make nothing good of,
/// such as forms of which one must fit, is left out, and so is what is no JSON Schema at all,
/// refers to another document, or goes on for ever.
final class PlainSchema {

  /// What refers to a component of the document.
  static final String COMPONENTS = "#/components/schemas/";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEEPEST = 12;
  private static final int MOST_PARTS = 500;
  private static final int MOST_WORDS = 200;
  private static final int LONGEST = 300;

  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "array", "object");
  private static final List<String> HOLDERS = List.of("$defs", "definitions");
  private static final List<String> TEXTS = List.of("description", "format", "pattern");
  private static final List<String> LIMITS =
      List.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  /// From what is referred to in the schema, to the component.
  private final Map<String, String> references = new HashMap<>();

  private int parts;

  private PlainSchema() {}

  /// The components that the schema becomes, the first of them the whole one.
  ///
  /// @param name of that component, and the beginning of the others' names
  static Map<String, ObjectNode> of(String name, JsonNode schema) {
    return new PlainSchema().components(name, schema);
  }

  private Map<String, ObjectNode> components(String name, JsonNode schema) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    found.put(name, schema);
    references.put("#", name);
    for (String holder : HOLDERS) {
      schema
          .path(holder)
          .forEachEntry((key, definition) -> {
            if (isName(key) && !key.contains(".") && found.size() < MOST_WORDS) {
              String component = name + "_" + key;
              if (found.putIfAbsent(component, definition) == null) {
                references.put("#/" + holder + "/" + key, component);
              }
            }
          });
    }
    Map<String, ObjectNode> components = new LinkedHashMap<>();
    // One that only refers to another could refer to itself.
    found.forEach((component, definition) -> {
      ObjectNode plain = plain(definition, 0);
      components.put(component, plain.path("type").isString() ? plain : JSON.createObjectNode());
    });
    components.computeIfPresent(
        name, (_, plain) -> plain.path("type").asString("").equals("object") ? plain : anyObject());
    return components;
  }

  private static ObjectNode anyObject() {
    return JSON.createObjectNode().put("type", "object").put("additionalProperties", true);
  }

  private ObjectNode plain(JsonNode schema, int depth) {
    ObjectNode plain = JSON.createObjectNode();
    if (!schema.isObject() || depth > DEEPEST || ++parts > MOST_PARTS) {
      return plain;
    }
    if (schema.has("$ref")) {
      String component = references.get(schema.path("$ref").asString(""));
      return component == null ? plain : plain.put("$ref", COMPONENTS + component);
    }
    JsonNode other = orNull(schema);
    if (other != null) {
      ObjectNode choice = plain(other, depth + 1);
      return choice.isEmpty() ? plain : nullOr(choice);
    }
    String type = type(schema.path("type"));
    if (type == null) {
      return plain;
    }
    plain.put("type", type);
    texts(schema, plain);
    limits(schema, plain);
    schema.path("allOf").forEach(more -> limits(more, plain));
    size(plain);
    words(schema.path("enum"), plain);
    switch (type) {
      case "object" -> members(schema, plain, depth);
      case "array" ->
          plain.set(
              "items",
              schema.has("prefixItems")
                  ? JSON.createObjectNode()
                  : plain(schema.path("items"), depth + 1));
      default -> {}
    }
    return schema.path("type").isArray() && schema.path("type").size() == 2
        ? admittingNull(plain)
        : plain;
  }

  /// What is there besides null, where the schema is a choice between the two.
  private static @Nullable JsonNode orNull(JsonNode schema) {
    JsonNode choice = schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf");
    if (schema.has("type") || choice.size() != 2) {
      return null;
    }
    for (int i = 0; i < 2; i++) {
      if (choice.path(i).path("type").asString("").equals("null")) {
        return choice.path(1 - i);
      }
    }
    return null;
  }

  private static ObjectNode nullOr(ObjectNode schema) {
    ObjectNode either = JSON.createObjectNode();
    ArrayNode choice = either.putArray("oneOf");
    choice.addObject().put("type", "null");
    choice.add(schema);
    return either;
  }

  private static ObjectNode admittingNull(ObjectNode schema) {
    if (schema.has("enum")) {
      return nullOr(schema);
    }
    String type = schema.path("type").asString("");
    schema.putArray("type").add(type).add("null");
    return schema;
  }

  /// The one type that there is, null aside.
  private static @Nullable String type(JsonNode type) {
    String name = type.asString("");
    if (type.isArray() && type.size() == 2) {
      name =
          type.path(1).asString("").equals("null")
              ? type.path(0).asString("")
              : type.path(0).asString("").equals("null") ? type.path(1).asString("") : "";
    }
    return TYPES.contains(name) ? name : null;
  }

  private static void texts(JsonNode schema, ObjectNode plain) {
    for (String word : TEXTS) {
      JsonNode text = schema.path(word);
      if (text.isString() && text.stringValue().length() <= LONGEST) {
        plain.set(word, text);
      }
    }
  }

  private static void limits(JsonNode schema, ObjectNode plain) {
    for (String word : LIMITS) {
      JsonNode limit = schema.path(word);
      if (limit.isNumber() && isLimit(word, limit) && !plain.has(word)) {
        plain.set(word, limit);
      }
    }
  }

  /// Without a format, generators take a whole number for one of 32 bits.
  private static void size(ObjectNode plain) {
    if (plain.path("type").asString("").equals("integer")
        && !plain.has("format")
        && !(plain.path("minimum").canConvertToInt() && plain.path("maximum").canConvertToInt())) {
      plain.put("format", "int64");
    }
  }

  private static boolean isLimit(String word, JsonNode limit) {
    return word.endsWith("imum")
        || (word.equals("multipleOf")
            ? limit.decimalValue().signum() > 0
            : limit.canConvertToInt() && limit.isIntegralNumber() && limit.intValue() >= 0);
  }

  private static void words(JsonNode words, ObjectNode plain) {
    List<JsonNode> texts = words.valueStream().filter(word -> !word.isNull()).toList();
    if (words.isArray()
        && !texts.isEmpty()
        && texts.size() <= MOST_WORDS
        && plain.path("type").asString("").equals("string")
        && texts.stream().allMatch(word -> word.isString() && isName(word.stringValue()))) {
      plain.putArray("enum").addAll(texts);
    }
  }

  private void members(JsonNode schema, ObjectNode plain, int depth) {
    ObjectNode properties = JSON.createObjectNode();
    schema
        .path("properties")
        .forEachEntry((name, property) -> {
          if (isName(name) && properties.size() < MOST_WORDS && parts < MOST_PARTS) {
            properties.set(name, plain(property, depth + 1));
          }
        });
    if (!properties.isEmpty()) {
      plain.set("properties", properties);
      Set<String> required = new LinkedHashSet<>();
      schema.path("required").forEach(name -> required.add(name.asString("")));
      required.removeIf(name -> !properties.has(name));
      if (!required.isEmpty()) {
        required.forEach(plain.putArray("required")::add);
      }
    }
    JsonNode others = schema.path("additionalProperties");
    boolean isWhole =
        properties.size() == schema.path("properties").size() && !schema.has("patternProperties");
    if (!isWhole) {
      plain.put("additionalProperties", true);
    } else if (others.isObject()) {
      plain.set("additionalProperties", plain(others, depth + 1));
    } else if (others.isBoolean() || properties.isEmpty()) {
      plain.put("additionalProperties", others.asBoolean(true));
    }
  }

  /// Whether a name can be one in a program, too.
  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= 100
        && (Character.isLetter(text.charAt(0)) || text.charAt(0) == '_')
        && text.chars()
            .allMatch(letter ->
                letter < 128 && (Character.isLetterOrDigit(letter) || "_.-".indexOf(letter) >= 0));
  }
}
