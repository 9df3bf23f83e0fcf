package dev.millrace.api.submit;

import dev.millrace.events.task.TaskType;
import dev.millrace.http.input.StrictJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// What identical tasks have in common: SHA-256 of the type and the canonical parameters, in hex.
///
/// Canonical: members by name, numbers without trailing zeros, no white space. Priority and the
/// other options do not make another task of it.
final class Fingerprint {

  private Fingerprint() {}

  static String of(TaskType type, JsonNode parameters) {
    var text = new StringBuilder(256).append(type.value()).append('\n');
    write(parameters, text);
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void write(JsonNode node, StringBuilder to) {
    if (node.isObject()) {
      to.append('{');
      for (String name : new TreeSet<>(node.propertyNames())) {
        to.append(StrictJson.text(StringNode.valueOf(name))).append(':');
        write(node.get(name), to);
        to.append(',');
      }
      to.append('}');
    } else if (node.isArray()) {
      to.append('[');
      for (JsonNode item : node) {
        write(item, to);
        to.append(',');
      }
      to.append(']');
    } else if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      to.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
    } else {
      to.append(StrictJson.text(node));
    }
  }
}
