package dev.millrace.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.problem.TaskProblem;
import dev.millrace.contractcheck.document.DocumentRules;
import dev.millrace.contractcheck.document.OpenApiDocument;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskType;
import dev.millrace.openapi.ApiDescription;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AnnouncedOperationsTest {

  private static final String SLEEP =
      """
      {'$schema': 'https://json-schema.org/draft/2020-12/schema', 'type': 'object',
       'properties': {
         'millis': {'type': ['integer', 'null'], 'allOf': [{'minimum': 0, 'maximum': 9}]},
         'mood': {'type': ['string', 'null'], 'enum': ['good', 'bad', null]},
         'weights': {'anyOf': [{'$ref': '#/$defs/Weights'}, {'type': 'null'}]},
         'tags': {'type': 'array', 'items': {'type': 'string', 'minLength': 1}},
         'id': {'type': 'integer', 'minimum': 0, 'maximum': 9223372036854775807},
         'scope': {'oneOf': [{'type': 'string'}, {'type': 'object'}]}},
       'required': ['tags'], 'additionalProperties': false,
       '$defs': {'Weights': {'type': 'object', 'properties': {'offense': {'type': 'number'}}}}}
      """;

  private final Catalogue catalogue = new Catalogue();
  private final AnnouncedOperations announced = new AnnouncedOperations(catalogue);

  @Test
  void eachTypeIsAnOperationWithItsParameters() {
    announce("sleep-well", SLEEP);

    JsonNode document = document();

    JsonNode operation = document.path("paths").path("/api/tasks/sleep-well").path("post");
    JsonNode general = document.path("paths").path("/api/tasks/{task}").path("post");
    assertThat(operation.path("operationId").asString()).isEqualTo("submitSleepWellTask");
    assertThat(operation.path("responses")).isEqualTo(general.path("responses"));
    assertThat(operation.path("security")).isEqualTo(general.path("security"));
    assertThat(operation.path("parameters").size())
        .isEqualTo(general.path("parameters").size() - 1);
    assertThat(operation.at("/requestBody/content/application~1json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/SleepWellParameters");
    assertThat(document.at("/components/schemas/SleepWellParameters"))
        .hasToString(
            """
            {'type':'object','properties':{\
            'millis':{'type':['integer','null'],'minimum':0,'maximum':9},\
            'mood':{'oneOf':[{'type':'null'},{'type':'string','enum':['good','bad']}]},\
            'weights':{'oneOf':[{'type':'null'},{'$ref':'#/components/schemas/SleepWellParameters_Weights'}]},\
            'tags':{'type':'array','items':{'type':'string','minLength':1}},\
            'id':{'type':'integer','minimum':0,'maximum':9223372036854775807,'format':'int64'},\
            'scope':{}},'required':['tags'],'additionalProperties':false}\
            """
                .replace('\'', '"'));
    assertThat(document.at("/components/schemas/SleepWellParameters_Weights/type").asString())
        .isEqualTo("object");
    assertThat(complaints(document)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'$ref': '#'}",
        "{'$ref': '#/$defs/A', '$defs': {'A': {'$ref': '#/$defs/B'}, 'B': {'$ref': '#/$defs/A'}}}",
        "{'$id': 'https://elsewhere.example/s', 'type': 'object', '$defs': {'A': {'$anchor': 'a'}}}",
        "{'anyOf': [{'type': 'null'}, {'$ref': '#'}]}",
        "{'type': 'object', 'properties': {'a': {'$ref': '#/properties/b'}, 'b': {'type': 'string'}}}",
        "{'type': 'object', 'properties': {'a': {'type': 'array', 'prefixItems': [{}], 'items': false}}}",
        "{'type': 'object', 'patternProperties': {'^x': {}}, 'additionalProperties': false}",
        "{'type': 'object', 'properties': {'</script>': {}, 'a b': {}, '': {}, '__proto__': {}}}",
        "{'type': 'object', 'properties': {'a': false, 'b': true, 'c': {'not': {}}}}",
        "{'type': 'object', '$defs': {'a/b': {'type': 'object'}, 'x y': {}, '../Task': {}}}",
        "{'type': 'object', 'properties': {'a': {'type': ['string', 'integer'], 'enum': ['a', 1]}}}",
        "{'type': 'object', 'properties': {'a': {'type': 'number', 'multipleOf': 1e-300}}}"
      })
  void oddSchemaBecomesNoOddDocument(String schema) {
    announce("odd", schema);

    JsonNode document = document();

    assertThat(document.at("/components/schemas/OddParameters/type").asString())
        .isEqualTo("object");
    assertThat(complaints(document)).isEmpty();
    assertThat(document.toString())
        .doesNotContain("elsewhere.example", "</script>", "#/properties", "#/$defs");
  }

  /// What the schema admits, the plain one admits: with members left out, others may be given.
  @Test
  void noMemberIsForbiddenThatTheSchemaHas() {
    announce("odd", "{'type': 'object', 'properties': {'a b': {}}, 'additionalProperties': false}");

    assertThat(
            document()
                .at("/components/schemas/OddParameters/additionalProperties")
                .asBoolean(false))
        .isTrue();
  }

  @Test
  void schemaThatNestsForeverHasAnEnd() {
    String deep = "{'type': 'array', 'items': ".repeat(150) + "{}" + "}".repeat(150);
    announce("deep", "{'type': 'object', 'properties': {'a': " + deep + "}}");

    String described = document().at("/components/schemas/DeepParameters").toString();

    assertThat(described.split("items", -1)).hasSizeBetween(5, 20);
  }

  @Test
  void largeSchemaAndTypeWhoseNameIsTakenAreLeftOut() {
    String many =
        IntStream.range(0, 200)
            .mapToObj(
                i -> "'p%d': {'type': 'string', 'description': '%s'}".formatted(i, "d".repeat(300)))
            .collect(Collectors.joining(", "));
    announce("large", "{'type': 'object', 'properties': {" + many + "}}");
    announce("stats", SLEEP);
    announce("batch", SLEEP);
    announce("a-1", SLEEP);
    announce("a1", SLEEP);

    JsonNode paths = document().path("paths");

    assertThat(paths.has("/api/tasks/large")).isFalse();
    assertThat(paths.path("/api/tasks/stats").has("post")).isFalse();
    assertThat(paths.has("/api/tasks/batch")).isFalse();
    assertThat(paths.has("/api/tasks/a-1")).isTrue();
    assertThat(paths.has("/api/tasks/a1")).isFalse();
    assertThat(complaints(document())).isEmpty();
  }

  @Test
  void typesHaveANumberAtWhichTheyEnd() {
    int before = document().path("paths").size();
    for (int i = 0; i < AnnouncedOperations.MOST + 20; i++) {
      announce("t" + i, "{}");
    }

    assertThat(document().path("paths").size()).isEqualTo(before + AnnouncedOperations.MOST);
  }

  @Test
  void versionIsAnotherAfterEachChange() {
    long before = announced.version();

    announce("sleep", SLEEP);
    long between = announced.version();
    catalogue.remove("sleep");

    assertThat(between).isNotEqualTo(before);
    assertThat(announced.version()).isNotEqualTo(between);
  }

  private JsonNode document() {
    ObjectNode document =
        (ObjectNode) ApiDescription.of("task-api", TaskProblem.values()).document().deepCopy();
    announced.addTo(document);
    return document;
  }

  /// An example is nothing that an executor announces.
  private static List<String> complaints(JsonNode document) {
    return DocumentRules.complaints(new OpenApiDocument(document)).stream()
        .filter(complaint -> !complaint.endsWith("requestBody application/json has no examples"))
        .toList();
  }

  private void announce(String type, String schema) {
    catalogue.put(
        OfferedType.compile(
            new TaskTypeEntry(
                new TaskType(type),
                "Sleeps.",
                Json.parse(schema.replace('\'', '"')),
                null,
                TaskPolicy.STANDARD,
                true,
                null)));
  }
}
