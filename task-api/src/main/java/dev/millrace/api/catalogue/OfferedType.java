package dev.millrace.api.catalogue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.millrace.api.problem.Problem;
import dev.millrace.events.catalogue.TaskTypeEntry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;

/// A line of the catalogue with its schema compiled.
public final class OfferedType {

  private static final int MOST_ERRORS = 50;
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final TaskTypeEntry entry;
  private final Schema schema;

  private OfferedType(TaskTypeEntry entry, Schema schema) {
    this.entry = entry;
    this.schema = schema;
  }

  /// Compiles the schema.
  ///
  /// Schemas come from executors, and one that refers to another document is not fetched.
  ///
  /// @throws com.networknt.schema.SchemaException when it is no JSON Schema
  public static OfferedType compile(TaskTypeEntry entry) {
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER).build()));
    Schema schema = registry.getSchema(MAPPER.readTree(entry.parametersSchema().text()));
    schema.initializeValidators();
    return new OfferedType(entry, schema);
  }

  public TaskTypeEntry entry() {
    return entry;
  }

  /// What is wrong with the parameters; empty when a task may be made of them.
  ///
  /// @param prefix where the parameters stand in the body, `""` when they are the body
  public List<Problem.FieldError> errors(JsonNode parameters, String prefix) {
    if (!parameters.isObject()) {
      return List.of(new Problem.FieldError(prefix, "the parameters are a JSON object"));
    }
    List<Error> found;
    try {
      found = schema.validate(parameters);
    } catch (JsonNodeException e) {
      // The validator takes a number that should be whole for a long, however large it is.
      return List.of(
          new Problem.FieldError(prefix + tooLarge(parameters), "is too large a number"));
    }
    if (found.isEmpty()) {
      return List.of();
    }
    List<Problem.FieldError> errors = new ArrayList<>(found.size());
    for (Error error : found) {
      if (errors.size() == MOST_ERRORS) {
        break;
      }
      errors.add(new Problem.FieldError(prefix + pointer(error), message(error)));
    }
    return errors;
  }

  /// A pointer to the first number that is no long.
  private static String tooLarge(JsonNode value) {
    if (value.isNumber()) {
      return "";
    }
    for (Map.Entry<String, JsonNode> member : members(value).entrySet()) {
      if (holdsTooLarge(member.getValue())) {
        return "/" + member.getKey() + tooLarge(member.getValue());
      }
    }
    return "";
  }

  private static boolean holdsTooLarge(JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().abs().compareTo(LARGEST) > 0
        : value.valueStream().anyMatch(OfferedType::holdsTooLarge);
  }

  private static Map<String, JsonNode> members(JsonNode value) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    value.forEachEntry((name, member) -> members.put(escaped(name), member));
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        members.put(Integer.toString(i), value.get(i));
      }
    }
    return members;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /// A missing or superfluous member is pointed at itself, not at the object around it.
  private static String pointer(Error error) {
    String at = error.getInstanceLocation().toString();
    String property = error.getProperty();
    return property == null ? at : at + "/" + escaped(property);
  }

  private static String message(Error error) {
    String message = error.getMessage();
    return message.length() <= 500 ? message : message.substring(0, 499) + "…";
  }
}
