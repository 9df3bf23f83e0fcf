package dev.millrace.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.problem.Problem;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.TaskType;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class OfferedTypeTest {

  private static final String SCHEMA =
      """
      {
        "type": "object",
        "properties": {"text": {"type": "string", "minLength": 1}, "upload": {"type": "string"}},
        "oneOf": [{"required": ["text"]}, {"required": ["upload"]}],
        "additionalProperties": false
      }
      """;

  private final OfferedType type =
      OfferedType.compile(
          new TaskTypeEntry(
              new TaskType("analysis"), "", Json.parse(SCHEMA), TaskPolicy.STANDARD, true, null));

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"text\":\"a\",\"upload\":\"b\"}"})
  void noneOrSeveralOfAChoiceAreRefusedInOneSentence(String parameters) {
    assertThat(type.errors(JsonMapper.shared().readTree(parameters), "/items/3/parameters"))
        .containsExactly(
            new Problem.FieldError("/items/3/parameters", "give exactly one of text, upload"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"text\":\"a\"}", "{\"upload\":\"b\"}"})
  void oneOfAChoiceIsTaken(String parameters) {
    assertThat(type.errors(JsonMapper.shared().readTree(parameters), "")).isEmpty();
  }

  @Test
  void whatElseIsWrongIsSaidAsEver() {
    assertThat(type.errors(JsonMapper.shared().readTree("{\"text\":\"\"}"), ""))
        .extracting(Problem.FieldError::pointer)
        .containsExactly("/text");
  }

  @Test
  void muchThatIsWrongIsSaidOnlyInPart() {
    assertThat(type.errors(JsonMapper.shared().readTree(many(5_000)), "")).hasSizeBetween(10, 50);
  }

  /// One of the forms has something against every member, and the other takes them all.
  @Test
  void whatOneFormRefusesAnotherMayTake() {
    var open =
        OfferedType.compile(
            new TaskTypeEntry(
                new TaskType("open"),
                "",
                Json.parse(
                    """
                    {"anyOf": [{"type": "object", "properties": {}, "additionalProperties": false},
                               {"type": "object", "additionalProperties": {"type": "integer"}}]}
                    """),
                TaskPolicy.STANDARD,
                true,
                null));

    assertThat(open.errors(JsonMapper.shared().readTree(many(500)), "")).isEmpty();
  }

  private static String many(int members) {
    return IntStream.range(0, members)
        .mapToObj(i -> "\"" + i + "\":0")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
