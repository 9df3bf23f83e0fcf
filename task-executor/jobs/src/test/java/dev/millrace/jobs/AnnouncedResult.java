package dev.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.events.task.Json;
import dev.millrace.executor.catalogue.HandlerRegistry;
import dev.millrace.executor.handler.TaskHandler;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a type announces of its results, held against real ones.
public final class AnnouncedResult {

  private AnnouncedResult() {}

  /// Fails where the result is not as it is announced, or nothing much is announced.
  public static void fits(TaskHandler<?, ?> handler, Json result) {
    Json announced = new HandlerRegistry(List.of(handler)).entries().getFirst().resultSchema();
    JsonNode schema = JsonMapper.shared().readTree(Objects.requireNonNull(announced).text());
    var compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, _ -> {})
            .getSchema(schema);
    ObjectNode real = (ObjectNode) JsonMapper.shared().readTree(result.text());
    assertThat(compiled.validate(real)).as("%s by %s", real, schema).isEmpty();

    for (String member : List.copyOf(real.propertyNames())) {
      ObjectNode lacking = real.deepCopy();
      lacking.remove(member);
      assertThat(compiled.validate(lacking).isEmpty() && !real.path(member).isNull())
          .as("without %s, by %s", member, schema)
          .isFalse();
    }
  }
}
