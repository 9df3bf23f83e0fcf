package dev.millrace.executor.catalogue;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.TypeScope;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.handler.ExactlyOneOf;
import dev.millrace.executor.handler.UploadReference;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema (2020-12) that callers see for the parameters of a type, made from its record.
///
/// Callers see what the schema says, and nothing else is refused at the door: `@Email` and the
/// formats of types such as `UUID`, `URI` and `Instant` are checked there, too. A component is
/// required unless it is `@Nullable`, which means that it may be left out or null; whole numbers
/// have the limits of their Java type; what the record does not name is forbidden;
/// `jakarta.validation` annotations become limits and `@JsonPropertyDescription` a description;
/// [ExactlyOneOf] becomes `oneOf`. The format `upload` marks the reference of a file.
final class ParametersSchema {

  private static final JsonMapper WORDS = JsonMapper.builder().build();
  private static final SchemaGenerator GENERATOR =
      new SchemaGenerator(config().with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT).build());

  /// What is written in a form that the format of its name does not have: with fractions of a
  /// second, or without an offset from UTC.
  private static final Map<Class<?>, String> AS_WRITTEN =
      Map.of(
          Duration.class, "A duration as in ISO 8601.",
          LocalDateTime.class, "A date and a time of day without an offset, as in ISO 8601.",
          LocalTime.class, "A time of day without an offset, as in ISO 8601.");

  private ParametersSchema() {}

  static Json of(Type parameters) {
    ObjectNode schema = GENERATOR.generateSchema(parameters);
    OptionalValues.admitNull(schema);
    return Json.of(schema);
  }

  /// What holds for parameters and results.
  static SchemaGeneratorConfigBuilder config() {
    SchemaGeneratorConfigBuilder config =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(new JacksonSchemaModule(JacksonOption.RESPECT_JSONPROPERTY_ORDER))
            .with(new JakartaValidationModule(JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS))
            .with(
                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                Option.STANDARD_FORMATS,
                Option.PLAIN_DEFINITION_KEYS);
    config
        .forFields()
        .withRequiredCheck(field -> !isNullable(field))
        .withStringFormatResolver(
            field -> field.getAnnotation(UploadReference.class) == null ? null : "upload")
        // Not the generator's way to admit null, but that of OptionalValues.
        .withNullableCheck(_ -> false)
        .withInstanceAttributeOverride((schema, field, _) -> {
          bound(schema, field.getType());
          if (isNullable(field)) {
            OptionalValues.mark(schema);
          }
        });
    config.forTypesInGeneral().withCustomDefinitionProvider(ParametersSchema::ownDefinition);
    config.forTypesInGeneral().withTypeAttributeOverride((schema, type, _) -> choose(schema, type));
    return config;
  }

  private static void choose(ObjectNode schema, TypeScope type) {
    ExactlyOneOf choice = type.getType().getErasedType().getAnnotation(ExactlyOneOf.class);
    if (choice != null) {
      ArrayNode forms = schema.putArray("oneOf");
      for (String component : choice.value()) {
        ObjectNode form = forms.addObject();
        form.putArray("required").add(component);
        form.putObject("properties").putObject(component).putObject("not").put("type", "null");
      }
    }
  }

  /// What is larger than the type is refused at the door, and not by the handler.
  private static void bound(ObjectNode schema, ResolvedType type) {
    Class<?> erased = type.getErasedType();
    if (erased == int.class || erased == Integer.class) {
      bound(schema, Integer.MIN_VALUE, Integer.MAX_VALUE);
    } else if (erased == long.class || erased == Long.class) {
      bound(schema, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  private static void bound(ObjectNode schema, long least, long most) {
    if (!schema.has("minimum") && !schema.has("exclusiveMinimum")) {
      schema.put("minimum", least);
    }
    if (!schema.has("maximum") && !schema.has("exclusiveMaximum")) {
      schema.put("maximum", most);
    }
  }

  private static @Nullable CustomDefinition ownDefinition(
      ResolvedType type, SchemaGenerationContext context) {
    ObjectNode schema = context.getGeneratorConfig().createObjectNode();
    if (type.getErasedType() == Json.class) {
      // Any value, objects with any members included.
      return new CustomDefinition(
          schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.NO);
    }
    String written = AS_WRITTEN.get(type.getErasedType());
    if (written != null) {
      schema.put("type", "string").put("description", written);
      return new CustomDefinition(
          schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }
    Object[] words = type.getErasedType().getEnumConstants();
    if (words == null) {
      return null;
    }
    // The words that Jackson reads and writes, however and at whatever visibility they are
    // declared.
    schema.put("type", "string").set("enum", WORDS.valueToTree(words));
    return new CustomDefinition(
        schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
  }

  private static boolean isNullable(FieldScope field) {
    return !field.isFakeContainerItemScope()
        && field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
