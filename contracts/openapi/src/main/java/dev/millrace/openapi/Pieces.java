package dev.millrace.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts the pieces of a document together: objects member by member, lists one after the other.
final class Pieces {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Pieces() {}

  /// @param patterns where the pieces are, in the order in which they are joined
  /// @throws IllegalStateException when two pieces say something of the same
  static ObjectNode together(List<String> patterns) {
    ObjectNode whole = JSON.createObjectNode();
    for (String pattern : patterns) {
      for (Resource piece : find(pattern)) {
        join(whole, read(piece), String.valueOf(piece.getFilename()));
      }
    }
    return whole;
  }

  private static List<Resource> find(String pattern) {
    try {
      return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(pattern))
          .sorted(Comparator.comparing(piece -> String.valueOf(piece.getFilename())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Resource resource) {
    try (InputStream in = resource.getInputStream()) {
      // Not Jackson's reader, which knows no anchors.
      var options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Object piece = new Yaml(new SafeConstructor(options)).load(in);
      return JSON.valueToTree(piece);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void join(ObjectNode into, JsonNode from, String where) {
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      JsonNode there = into.get(member.getKey());
      if (there == null) {
        into.set(member.getKey(), member.getValue());
      } else if (there instanceof ObjectNode object && member.getValue().isObject()) {
        join(object, member.getValue(), where + " " + member.getKey());
      } else if (there instanceof ArrayNode list && member.getValue() instanceof ArrayNode more) {
        list.addAll(more);
      } else {
        throw new IllegalStateException(
            where + " " + member.getKey() + " is said by another piece already");
      }
    }
  }
}
