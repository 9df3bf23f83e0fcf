package dev.millrace.contractcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

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

  /// Texts that break careless readers, to stand anywhere in a request.
  static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "null",
          "-1",
          "0",
          "9999999999999999999999",
          "1e400",
          "NaN",
          "Infinity",
          "0x10",
          "true",
          "' or '1'='1",
          "'; drop table request; --",
          "$(id)`id`",
          "<script>alert(1)</script>",
          "../../../../etc/passwd",
          "..\\..\\windows",
          "file:///etc/passwd",
          "${jndi:ldap://127.0.0.1/a}",
          "#{7*7}",
          "{{7*7}}",
          "%00",
          "%n%n%s",
          "\u0000",
          "\u202etxt.exe",
          "\uD83D\uDE00",
          "ｓｌｅｅｐ",
          "İstanbul",
          "2026-02-30T25:61:00Z",
          "+1000000000-01-01T00:00:00Z",
          "-292275055-05-16T16:47:04Z",
          "9999-12-31T23:59:59.999999999+18:00",
          "PT9999999999999999H",
          "P-1D",
          "01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01",
          "1-1-1-1-1",
          "a,b,,c",
          "x".repeat(5_000),
          "\u00e9".repeat(300));

  /// Bodies that are no JSON, or JSON that nobody can want.
  static List<byte[]> hostileBodies() {
    return List.of(
        new byte[0],
        bytes("{"),
        bytes("[]"),
        bytes("[[]]"),
        bytes("null"),
        bytes("\"text\""),
        bytes("12"),
        bytes("NaN"),
        bytes("{\"a\":NaN}"),
        bytes("{\"a\":1e999999999}"),
        bytes("{\"a\":" + "9".repeat(2_000) + "}"),
        bytes("{\"a\":1,\"a\":2}"),
        bytes("{\"a\":\"\\ud800\"}"),
        bytes("{\"\\u0000\":\"\\u0000\"}"),
        bytes("{\"__proto__\":{\"admin\":true}}"),
        bytes("{} trailing"),
        bytes("{}{}"),
        bytes("// comment\n{}"),
        bytes("{'a':1}"),
        bytes("\uFEFF{}"),
        bytes("[".repeat(200) + "]".repeat(200)),
        bytes("{\"a\":".repeat(150) + "1" + "}".repeat(150)),
        bytes("[".repeat(100_000)),
        bytes("{\"a\":\"" + "x".repeat(1_200_000) + "\"}"),
        new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0},
        new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'},
        bytes(
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"));
  }

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
        return object.put(pick(HOSTILE) + "/~", pick(HOSTILE));
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
    return switch (random.nextInt(7)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.createArrayNode().add(pick(HOSTILE));
      case 2 -> JSON.createObjectNode().put("$ref", pick(HOSTILE));
      case 3 -> JSON.valueToTree(random.nextLong());
      case 4 -> JSON.valueToTree(random.nextGaussian() * 1e300);
      case 5 -> JSON.valueToTree(random.nextBoolean());
      default -> JSON.valueToTree(pick(HOSTILE));
    };
  }

  private JsonNode value(JsonNode reference, int depth) {
    JsonNode schema = document.resolve(reference);
    if (schema.path("enum").isArray()) {
      return pick(schema.path("enum").valueStream().toList());
    }
    if (schema.path("examples").isArray() && random.nextBoolean()) {
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
          case "duration" -> "PT" + (1 + random.nextInt(90)) + "S";
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
