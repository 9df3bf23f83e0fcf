package dev.millrace.api.catalogue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.path.PathType;
import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.http.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;

/// A line of the catalogue with its schema compiled.
public final class OfferedType {

  private static final int MOST_ERRORS = 50;
  private static final String UPLOAD = "upload";
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final TaskTypeEntry entry;
  private final Schema schema;
  private final JsonNode document;
  private final JsonNode properties;
  private final List<String> choice;

  private OfferedType(TaskTypeEntry entry, Schema schema, JsonNode document) {
    this.entry = entry;
    this.schema = schema;
    this.document = document;
    this.properties = document.path("properties");
    this.choice = choice(document);
  }

  /// Compiles the schema.
  ///
  /// Schemas come from executors, and one that refers to another document is not fetched.
  ///
  /// @throws com.networknt.schema.SchemaException when it is no JSON Schema
  public static OfferedType compile(TaskTypeEntry entry) {
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            ShortTexts.DIALECT,
            builder ->
                builder
                    .schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .formatAssertionsEnabled(true)
                            .build()));
    JsonNode document = MAPPER.readTree(entry.parametersSchema().text());
    Schema schema = registry.getSchema(document);
    schema.initializeValidators();
    return new OfferedType(entry, schema, document);
  }

  public TaskTypeEntry entry() {
    return entry;
  }

  /// The schema of its parameters; nobody changes it.
  JsonNode schema() {
    return document;
  }

  /// The parameter that refers to an uploaded file: the one of the format `upload`. Null where the
  /// type takes no file.
  public @Nullable String uploadParameter() {
    for (var property : properties.properties()) {
      if (property.getValue().path("format").asString("").equals(UPLOAD)) {
        return property.getKey();
      }
    }
    return null;
  }

  /// The files that come with its tasks; null where the type takes none.
  public @Nullable AcceptedFiles files() {
    if (uploadParameter() == null) {
      return null;
    }
    AcceptedFiles announced = entry.files();
    return announced == null ? AcceptedFiles.UNANNOUNCED : announced;
  }

  /// Whether its schema names a parameter so.
  public boolean names(String parameter) {
    return properties.has(parameter);
  }

  /// Whether a text may be given for a parameter as it is, and need not be read as JSON.
  public boolean takesText(String parameter) {
    JsonNode type = properties.path(parameter).path("type");
    return type.isArray() ? type.valueStream().anyMatch(OfferedType::isString) : isString(type);
  }

  private boolean takesArray() {
    return document.path("type").asString("").equals("array");
  }

  private static boolean isString(JsonNode type) {
    return type.asString("").equals("string");
  }

  /// What is wrong with the parameters; empty when a task may be made of them.
  ///
  /// @param prefix where the parameters stand in the body, `""` when they are the body
  public List<Problem.FieldError> errors(JsonNode parameters, String prefix) {
    if (!parameters.isObject() && !takesArray()) {
      return List.of(new Problem.FieldError(prefix, "the parameters are a JSON object"));
    }
    List<Error> found;
    try {
      found = new BoundedErrors(MOST_ERRORS).of(schema, parameters);
    } catch (JsonNodeException e) {
      // The validator takes a number that should be whole for a long, however large it is.
      return List.of(
          new Problem.FieldError(prefix + tooLarge(parameters), "is too large a number"));
    }
    if (found.isEmpty()) {
      return List.of();
    }
    List<Problem.FieldError> errors = new ArrayList<>(found.size());
    if (found.stream().anyMatch(this::isChoice)) {
      errors.add(
          new Problem.FieldError(prefix, "give exactly one of " + String.join(", ", choice)));
    }
    for (Error error : found) {
      if (errors.size() == MOST_ERRORS) {
        break;
      }
      if (isChoice(error)) {
        continue;
      }
      errors.add(new Problem.FieldError(prefix + pointer(error), message(error)));
    }
    return errors;
  }

  /// What the validator says of forms of which one must fit is not about what the caller wrote.
  private boolean isChoice(Error error) {
    return !choice.isEmpty() && error.getEvaluationPath().toString().startsWith("/oneOf");
  }

  /// The parameters of which exactly one is given: `oneOf`, where each form requires one and says
  /// nothing of the others. Empty where there are none.
  private static List<String> choice(JsonNode document) {
    List<String> names = new ArrayList<>();
    for (JsonNode form : document.path("oneOf")) {
      String name = form.at("/required/0").asString("");
      JsonNode said = form.path("properties");
      if (form.path("required").size() != 1
          || form.size() != (said.isMissingNode() ? 1 : 2)
          || said.size() != (said.has(name) ? 1 : 0)) {
        return List.of();
      }
      names.add(name);
    }
    return names;
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
