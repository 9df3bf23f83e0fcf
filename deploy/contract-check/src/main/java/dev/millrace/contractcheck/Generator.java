package dev.millrace.contractcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.contractcheck.document.OpenApiDocument;
import dev.millrace.contractcheck.document.Operation;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes values: good ones after a schema, and bad ones of every kind.
///
/// @param known see [Party]
record Generator(OpenApiDocument document, Random random, Map<String, List<String>> known) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEEPEST = 6;

  /// A good value of a parameter, as text.
  String good(Operation operation, JsonNode parameter) {
    String name = parameter.path("name").asString();
    for (String key : List.of(operation.id() + " " + name, operation.method() + " " + name, name)) {
      if (known.containsKey(key)) {
        return pick(known.get(key));
      }
    }
    JsonNode example = parameter.path("example");
    JsonNode value =
        example.isMissingNode() || random.nextInt(3) == 0
            ? value(parameter.path("schema"), 0)
            : example;
    return value.isArray()
        ? String.join(",", value.valueStream().map(JsonNode::asString).toList())
        : value.asString();
  }

  /// A good body of the media type: an example of it, or something after its schema.
  byte[] goodBody(String mediaType, JsonNode media) {
    List<JsonNode> examples = media.path("examples").valueStream().toList();
    JsonNode value =
        examples.isEmpty() || random.nextInt(3) == 0
            ? value(media.path("schema"), 0)
            : document.resolve(pick(examples)).path("value");
    return mediaType.startsWith("multipart/") ? Multipart.of(value) : bytes(value.toString());
  }

  /// A good form whose file or one of whose fields has an odd name.
  byte[] oddForm(JsonNode media) {
    JsonNode value = value(media.path("schema"), 0);
    return Multipart.of(value, pick(HostileTexts.FILE_NAMES), pick(HostileTexts.FIELDS));
  }

  /// A good body with one place made bad.
  byte[] spoiledBody(JsonNode media) {
    List<JsonNode> examples = media.path("examples").valueStream().toList();
    JsonNode value =
        examples.isEmpty()
            ? value(media.path("schema"), 0)
            : document.resolve(pick(examples)).path("value").deepCopy();
    return bytes(spoil(value).toString());
  }

  private JsonNode spoil(JsonNode value) {
    if (value instanceof ObjectNode object) {
      List<String> names = Operation.names(object);
      if (names.isEmpty() || random.nextInt(4) == 0) {
        return object.put(pick(HostileTexts.ALL) + "/~", pick(HostileTexts.ALL));
      }
      String name = pick(names);
      object.set(name, random.nextBoolean() ? spoil(object.get(name)) : hostile());
      return object;
    }
    if (value instanceof ArrayNode array && !array.isEmpty()) {
      int at = random.nextInt(array.size());
      array.set(at, spoil(array.get(at)));
      return array;
    }
    return hostile();
  }

  private JsonNode hostile() {
    return switch (random.nextInt(9)) {
      case 7, 8 -> amplified();
      case 0 -> JSON.nullNode();
      case 1 -> JSON.createArrayNode().add(pick(HostileTexts.ALL));
      case 2 -> JSON.createObjectNode().put("$ref", pick(HostileTexts.ALL));
      case 3 -> JSON.valueToTree(random.nextLong());
      case 4 -> JSON.valueToTree(random.nextGaussian() * 1e300);
      case 5 -> JSON.valueToTree(random.nextBoolean());
      default -> JSON.valueToTree(pick(HostileTexts.ALL));
    };
  }

  /// A value that is small on the wire and large, deep or long to read.
  private JsonNode amplified() {
    return switch (random.nextInt(5)) {
      case 0 -> repeated(JSON.createArrayNode(), 50_000);
      case 1 -> nested(400);
      case 2 -> JSON.valueToTree(pick(HostileTexts.PIECES).repeat(20_000));
      case 3 -> members(10_000);
      default -> JSON.readTree("1" + "0".repeat(random.nextInt(900)));
    };
  }

  private static JsonNode repeated(ArrayNode array, int count) {
    for (int i = 0; i < count; i++) {
      array.add(0);
    }
    return array;
  }

  private static JsonNode nested(int depth) {
    JsonNode inner = JSON.createArrayNode();
    for (int i = 0; i < depth; i++) {
      inner = JSON.createArrayNode().add(inner);
    }
    return inner;
  }

  private static JsonNode members(int count) {
    ObjectNode object = JSON.createObjectNode();
    for (int i = 0; i < count; i++) {
      object.put("m" + i, 0);
    }
    return object;
  }

  private JsonNode value(JsonNode reference, int depth) {
    JsonNode schema = document.resolve(reference);
    if (schema.path("enum").isArray()) {
      return pick(schema.path("enum").valueStream().toList());
    }
    // What fits a pattern is not guessed.
    if (schema.path("examples").isArray() && (schema.has("pattern") || random.nextBoolean())) {
      return pick(schema.path("examples").valueStream().toList());
    }
    JsonNode type = schema.path("type");
    String name = type.isArray() ? type.get(0).asString() : type.asString("object");
    return switch (name) {
      case "integer", "number" -> {
        int least = schema.path("minimum").asInt(0);
        int most = Math.min(schema.path("maximum").asInt(100), 1_000);
        yield JSON.valueToTree(least + random.nextInt(Math.max(1, most - least + 1)));
      }
      case "boolean" -> JSON.valueToTree(random.nextBoolean());
      case "array" -> {
        ArrayNode array = JSON.createArrayNode();
        int size = Math.max(schema.path("minItems").asInt(0), random.nextInt(3));
        for (int i = 0; i < size && depth < DEEPEST; i++) {
          array.add(value(schema.path("items"), depth + 1));
        }
        yield array;
      }
      case "string" -> text(schema);
      default -> {
        ObjectNode object = JSON.createObjectNode();
        schema
            .path("properties")
            .forEachEntry((property, part) -> {
              if (depth < DEEPEST && random.nextBoolean()) {
                object.set(property, value(part, depth + 1));
              }
            });
        yield object;
      }
    };
  }

  private JsonNode text(JsonNode schema) {
    return JSON.valueToTree(
        switch (schema.path("format").asString("")) {
          case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
          case "date-time" -> "20%02d-01-31T08:00:00Z".formatted(10 + random.nextInt(80));
          default -> "x" + Integer.toHexString(random.nextInt());
        });
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
