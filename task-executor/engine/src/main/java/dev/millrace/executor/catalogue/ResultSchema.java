package dev.millrace.executor.catalogue;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import dev.millrace.events.stored.Json;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema (2020-12) that callers see for the results of a type, made from their record.
///
/// As [ParametersSchema], but open: results grow. A sealed interface is any of its records.
final class ResultSchema {

  private static final SchemaGenerator GENERATOR = new SchemaGenerator(config().build());

  private ResultSchema() {}

  static Json of(Class<?> result) {
    ObjectNode schema = GENERATOR.generateSchema(result);
    OptionalValues.admitNull(schema);
    return Json.of(schema);
  }

  private static SchemaGeneratorConfigBuilder config() {
    SchemaGeneratorConfigBuilder config = ParametersSchema.config();
    config.forTypesInGeneral().withSubtypeResolver(ResultSchema::permitted);
    return config;
  }

  private static @Nullable List<ResolvedType> permitted(
      ResolvedType type, SchemaGenerationContext context) {
    Class<?>[] permitted = type.getErasedType().getPermittedSubclasses();
    return permitted == null
        ? null
        : Arrays.stream(permitted)
            .map(one -> context.getTypeContext().resolveSubtype(type, one))
            .toList();
  }
}
