package dev.millrace.executor.testkit;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.catalogue.HandlerRegistry;
import dev.millrace.executor.handler.TaskHandler;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Holds a result against the schema that its type announces: clients are told of nothing else.
public final class AnnouncedResult {

  private AnnouncedResult() {}

  /// Returns when the result fits and the schema says something of each of its members.
  ///
  /// @throws AssertionError saying what does not fit, or which member could be missing unnoticed
  public static void fits(TaskHandler<?, ?> handler, Json result) {
    Json announced = new HandlerRegistry(List.of(handler)).entries().getFirst().resultSchema();
    JsonNode schema = JsonMapper.shared().readTree(Objects.requireNonNull(announced).text());
    var compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, _ -> {})
            .getSchema(schema);
    ObjectNode real = (ObjectNode) JsonMapper.shared().readTree(result.text());
    require(compiled.validate(real).isEmpty(), real + " does not fit " + schema);

    for (String member : List.copyOf(real.propertyNames())) {
      ObjectNode lacking = real.deepCopy();
      lacking.remove(member);
      require(
          !compiled.validate(lacking).isEmpty() || real.path(member).isNull(),
          "nothing is announced of " + member + " by " + schema);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
