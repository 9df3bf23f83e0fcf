package dev.millrace.contractcheck.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The AsyncAPI document of the topics, which judges records.
public final class AsyncApiDocument {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OpenApiDocument document;
  private final Schemas schemas;

  private AsyncApiDocument(JsonNode root) {
    document = new OpenApiDocument(root);
    schemas = new Schemas(root, List.of("CloudEventHeaders"));
  }

  /// Reads the document that is on the class path.
  public static AsyncApiDocument load() {
    try (InputStream in = AsyncApiDocument.class.getResourceAsStream("/asyncapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("asyncapi.yaml is not on the class path");
      }
      var options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Object read = new Yaml(new SafeConstructor(options)).load(in);
      return new AsyncApiDocument(JSON.valueToTree(read));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The document itself.
  public JsonNode root() {
    return document.root();
  }

  /// A part of the document, with the reference that stands there followed.
  public JsonNode at(String pointer) {
    return document.resolve(document.root().at(pointer));
  }

  /// What is wrong with a record; empty when nothing is.
  public List<String> complaints(
      String topic, String key, Map<String, String> headers, @Nullable String value) {
    JsonNode channel = channel(topic);
    if (channel == null) {
      return List.of("topic " + topic + " is not described");
    }
    JsonNode message = message(channel, headers.get("ce_type"));
    if (message == null) {
      return List.of("topic " + topic + " has no message of type " + headers.get("ce_type"));
    }
    List<String> complaints = new ArrayList<>();
    JsonNode described = part(message, "headers");
    if (!described.isMissingNode()) {
      complaints.addAll(judged("headers", described, JSON.valueToTree(headers)));
    }
    JsonNode ofKey = part(message, "bindings").path("kafka").path("key");
    if (!ofKey.isMissingNode()) {
      complaints.addAll(judged("key", ofKey, JSON.valueToTree(key)));
    }
    if (value != null && part(message, "contentType").asString("").endsWith("json")) {
      try {
        complaints.addAll(judged("value", message.path("payload"), JSON.readTree(value)));
      } catch (JacksonException e) {
        complaints.add("the value is no JSON");
      }
    }
    return complaints;
  }

  private List<String> judged(String what, JsonNode schema, JsonNode value) {
    return schemas.complaints(schema, value).stream().map(wrong -> what + " " + wrong).toList();
  }

  private @Nullable JsonNode channel(String topic) {
    for (JsonNode channel : root().path("channels").values()) {
      String pattern =
          Pattern.quote(channel.path("address").asString())
              .replaceAll("\\{[a-z]+}", "\\\\E[a-z0-9-]+\\\\Q");
      if (topic.matches(pattern)) {
        return channel;
      }
    }
    return null;
  }

  /// A message that is a CloudEvent goes by its type; on the other channels there is one message.
  private @Nullable JsonNode message(JsonNode channel, @Nullable String type) {
    return channel
        .path("messages")
        .valueStream()
        .map(document::resolve)
        .filter(m -> !isCloudEvent(m) || m.path("name").asString().equals(type))
        .findFirst()
        .orElse(null);
  }

  private boolean isCloudEvent(JsonNode message) {
    return part(message, "headers").path("properties").has("ce_type");
  }

  /// A part of a message, which may be a trait's.
  private JsonNode part(JsonNode message, String name) {
    ObjectNode all = JSON.createObjectNode();
    message.path("traits").forEach(trait -> document.resolve(trait).forEachEntry(all::set));
    message.forEachEntry(all::set);
    return document.resolve(all.path(name));
  }
}
