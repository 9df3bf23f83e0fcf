package dev.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.blobs.Blobs;
import dev.millrace.blobs.memory.InMemoryBlobs;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.attempt.HandlerCall;
import dev.millrace.executor.catalogue.HandlerRegistry;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.jobs.analysis.AnalysisConfiguration;
import dev.millrace.jobs.calibration.CalibrationConfiguration;
import dev.millrace.jobs.generation.GenerationConfiguration;
import dev.millrace.jobs.graph.GraphConfiguration;
import dev.millrace.jobs.recalc.RecalcConfiguration;
import dev.millrace.jobs.sleep.SleepConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the schema of a type admits, its handler can read, and means the same by.
class ShippedParametersTest {

  /// The least that each type takes.
  private static final Map<String, String> LEAST =
      Map.of(
          "analysis", "{'text':'t'}",
          "calibration", "{'infoHash':'c12fe1c06bba254a9dc9f519b335aa7c1367a88a'}",
          "graph", "{'projectId':'p','text':'t'}",
          "recalc", "{'scope':'all'}",
          "scene", "{'outline':'o'}",
          "sleep", "{}",
          "summary", "{'scene':'s'}");

  /// Numbers that stand deeper.
  private static final Map<String, String> DEEPER =
      Map.of(
          "/weights/offense", "{'scope':'all','weights':{'offense':N}}",
          "/scope/ids/0", "{'scope':{'ids':[N]}}");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "1.0",
          "50.000",
          "1e2",
          "1E+2",
          "1.5",
          "-1",
          "-0.0",
          "0.1",
          "1e-400",
          "2147483647",
          "2147483647.0",
          "2147483648",
          "4294967297",
          "9007199254740993.0",
          "9223372036854775807",
          "9223372036854775807.0",
          "9223372036854775808",
          "1e19",
          "1e400",
          "-1e400");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Blobs.class, InMemoryBlobs::new)
          .withBean(JdbcClient.class, () -> JdbcClient.create(new DriverManagerDataSource()))
          .withUserConfiguration(
              AnalysisConfiguration.class,
              CalibrationConfiguration.class,
              GenerationConfiguration.class,
              GraphConfiguration.class,
              RecalcConfiguration.class,
              SleepConfiguration.class);

  @Test
  void everyShippedTypeIsLookedAt() {
    forEachType(_ -> {});
  }

  @Test
  void aNumberThatTheSchemaAdmitsIsReadAsThatNumber() {
    forEachType(type -> {
      Map<String, String> places = new HashMap<>();
      type.properties()
          .forEachEntry((name, property) -> {
            if (property.path("type").toString().matches(".*\"(integer|number)\".*")) {
              places.put("/" + name, with(type.least(), name, "N"));
            }
          });
      DEEPER.forEach((pointer, template) -> {
        if (type.name().equals("recalc")) {
          places.put(pointer, template);
        }
      });
      places.forEach((pointer, template) -> {
        List<String> admitted =
            NUMBERS.stream().filter(number -> type.admits(template.replace("N", number))).toList();
        assertThat(admitted)
            .as("%s%s", type.name(), pointer)
            .contains("50.000")
            .doesNotContain("-1");
        for (String number : admitted) {
          JsonNode read =
              JSON.readTree(Json.of(type.read(template.replace("N", number))).text()).at(pointer);
          assertThat(read.decimalValue())
              .as("%s%s: %s", type.name(), pointer, number)
              .isEqualByComparingTo(JSON.readTree(number).decimalValue());
        }
      });
    });
  }

  @Test
  void nullIsTheSameAsLeftOut() {
    forEachType(type -> {
      List<String> optional = new ArrayList<>(type.properties().propertyNames());
      optional.removeIf(type::requires);
      for (String name : optional) {
        if (!type.least().contains("'" + name + "'")) {
          String template = with(type.least(), name, "null");
          assertThat(type.admits(template)).as("%s: %s", type.name(), template).isTrue();
          assertThat(type.read(template)).isEqualTo(type.read(type.least()));
        }
      }
    });
    forEachType(type -> {
      if (type.name().equals("recalc")) {
        String weights = "{'scope':'all','weights':{'offense':1,'pp':null}}";
        assertThat(type.admits(weights)).isTrue();
        assertThat(type.read(weights)).isEqualTo(type.read(weights.replace(",'pp':null", "")));
      }
    });
  }

  @Test
  void whatIsRequiredIsNotNull() {
    forEachType(type -> {
      for (String name : type.properties().propertyNames()) {
        if (type.requires(name)) {
          assertThat(type.admits(with(type.least(), name, "null"))).as(name).isFalse();
        }
      }
    });
  }

  @Test
  void typeThatRefersToAnUploadSaysWhichFilesItTakes() {
    forEachType(type ->
        assertThat(type.handler().files().isPresent())
            .as(type.name())
            .isEqualTo(
                type.properties()
                    .valueStream()
                    .anyMatch(one -> one.path("format").asString("").equals("upload"))));
  }

  private void forEachType(Consumer<Type> look) {
    runner.run(context -> {
      Map<String, TaskHandler<?, ?>> handlers = new HashMap<>();
      context
          .getBeansOfType(TaskHandler.class)
          .values()
          .forEach(h -> handlers.put(h.type().value(), h));
      assertThat(handlers).containsOnlyKeys(LEAST.keySet());
      for (TaskTypeEntry entry : new HandlerRegistry(handlers.values()).entries()) {
        String name = entry.type().value();
        TaskHandler<?, ?> handler = Objects.requireNonNull(handlers.get(name));
        look.accept(Type.of(entry, handler, LEAST.getOrDefault(name, "")));
      }
    });
  }

  /// A property set to a JSON text, in a template with single quotes.
  private static String with(String template, String name, String value) {
    ObjectNode object = (ObjectNode) JSON.readTree(template.replace('\'', '"'));
    object.put(name, "VALUE");
    return object.toString().replace("\"VALUE\"", value);
  }

  private record Type(
      String name, Schema schema, JsonNode document, TaskHandler<?, ?> handler, String least) {

    static Type of(TaskTypeEntry entry, TaskHandler<?, ?> handler, String least) {
      JsonNode document = JSON.readTree(entry.parametersSchema().text());
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, _ -> {})
              .getSchema(document);
      assertThatCode(schema::initializeValidators).doesNotThrowAnyException();
      return new Type(entry.type().value(), schema, document, handler, least);
    }

    JsonNode properties() {
      return document.path("properties");
    }

    boolean requires(String property) {
      return document.path("required").valueStream().anyMatch(r -> r.asString().equals(property));
    }

    /// A number that is no long, where a whole one is wanted, is an error of the validator's own.
    boolean admits(String parameters) {
      try {
        return schema.validate(JSON.readTree(parameters.replace('\'', '"'))).isEmpty();
      } catch (tools.jackson.databind.exc.JsonNodeException _) {
        return false;
      }
    }

    Object read(String parameters) {
      return HandlerCall.read(handler, Json.parse(parameters.replace('\'', '"')));
    }
  }
}
