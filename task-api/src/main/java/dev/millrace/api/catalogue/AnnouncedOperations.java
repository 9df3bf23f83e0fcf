package dev.millrace.api.catalogue;

import dev.millrace.openapi.LiveDescription;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Describes how a task of each announced type is submitted: `submitTask` once more, with the
/// parameters of the type.
///
/// Whatever an executor announces, the document stays a valid one: a type whose name is taken in it
/// is left out, and of a schema there is what [PlainSchema] keeps.
final class AnnouncedOperations implements LiveDescription {

  /// An operation has some 10 KB, most of it how it refuses.
  static final int MOST = 100;

  private static final String TASKS = "/api/tasks/";
  private static final String PARAMETER = "{task}";
  private static final int LARGEST = 64 << 10;
  private static final int LONGEST_DESCRIPTION = 1000;

  private final Catalogue catalogue;

  AnnouncedOperations(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public long version() {
    return catalogue.version();
  }

  @Override
  public void addTo(ObjectNode document) {
    JsonNode general = document.path("paths").path(TASKS + PARAMETER).path("post");
    catalogue.known().stream()
        .filter(type -> Catalogue.elsewhere(type.entry().type().value()) == null)
        .limit(MOST)
        .forEach(type -> add(document, general, type));
  }

  private static void add(ObjectNode document, JsonNode general, OfferedType type) {
    String name = type.entry().type().value();
    String words = words(name);
    String component = words + "Parameters";
    ObjectNode paths = document.withObject("/paths");
    ObjectNode schemas = document.withObject("/components/schemas");
    Map<String, ObjectNode> described = PlainSchema.of(component, type.schema());
    if (paths.has(TASKS + name)
        || described.keySet().stream().anyMatch(schemas::has)
        || described.toString().length() > LARGEST) {
      return;
    }
    described.forEach(schemas::set);
    ObjectNode operation = (ObjectNode) general.deepCopy();
    operation.put("operationId", "submit" + words + "Task");
    operation.put("summary", "Submit a task of the type " + name);
    operation.put("description", description(type));
    ArrayNode parameters = operation.putArray("parameters");
    general
        .path("parameters")
        .forEach(parameter -> {
          if (!parameter.path("in").asString("").equals("path")) {
            parameters.add(parameter.deepCopy());
          }
        });
    ObjectNode body = operation.withObject("/requestBody/content").putObject("application/json");
    body.putObject("schema").put("$ref", PlainSchema.COMPONENTS + component);
    paths.putObject(TASKS + name).set("post", operation);
  }

  /// `SceneDraft` for `scene-draft`.
  private static String words(String name) {
    return Arrays.stream(name.split("-", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static String description(OfferedType type) {
    String said = type.entry().description();
    return String.format(
        Locale.ROOT,
        "The body is the parameters. `GET /api/task-types/%s` shows all that is asked of them.\n\n%s",
        type.entry().type(),
        said.length() <= LONGEST_DESCRIPTION ? said : said.substring(0, LONGEST_DESCRIPTION));
  }
}
