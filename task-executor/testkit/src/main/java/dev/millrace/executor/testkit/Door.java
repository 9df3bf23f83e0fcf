package dev.millrace.executor.testkit;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.catalogue.HandlerRegistry;
import dev.millrace.executor.handler.TaskHandler;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// What task-api says of parameters before a task is made of them.
final class Door {

  private Door() {}

  /// Lets parameters in.
  ///
  /// @throws AssertionError saying what does not fit the schema that the handler's type announces
  static void admit(TaskHandler<?, ?> handler, Json parameters) {
    Json announced = new HandlerRegistry(List.of(handler)).entries().getFirst().parametersSchema();
    Schema schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                registry ->
                    registry.schemaRegistryConfig(
                        SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .formatAssertionsEnabled(true)
                            .build()))
            .getSchema(JsonMapper.shared().readTree(announced.text()));
    List<Error> errors = schema.validate(JsonMapper.shared().readTree(parameters.text()));
    if (!errors.isEmpty()) {
      throw new AssertionError(
          "task-api refuses these parameters of type "
              + handler.type()
              + ": "
              + errors.stream()
                  .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                  .collect(Collectors.joining("; ")));
    }
  }
}
