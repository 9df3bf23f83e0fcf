package dev.millrace.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskType;
import dev.millrace.http.problem.Problem;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class OfferedTypeTest {

  private static final String SCHEMA =
      """
      {
        "type": "object",
        "properties": {
          "text": {"type": ["string", "null"], "minLength": 1},
          "upload": {"type": ["string", "null"], "format": "upload"},
          "most": {"type": ["integer", "null"], "allOf": [{"minimum": 1, "maximum": 9}]}
        },
        "oneOf": [
          {"required": ["text"], "properties": {"text": {"not": {"type": "null"}}}},
          {"required": ["upload"], "properties": {"upload": {"not": {"type": "null"}}}}
        ],
        "additionalProperties": false
      }
      """;

  private final OfferedType type =
      OfferedType.compile(
          new TaskTypeEntry(
              new TaskType("analysis"),
              "",
              Json.parse(SCHEMA),
              null,
              TaskPolicy.STANDARD,
              true,
              null));

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"text\":\"a\",\"upload\":\"b\"}", "{\"text\":null,\"upload\":null}"})
  void noneOrSeveralOfAChoiceAreRefusedInOneSentence(String parameters) {
    assertThat(type.errors(JsonMapper.shared().readTree(parameters), "/items/3/parameters"))
        .containsExactly(
            new Problem.FieldError("/items/3/parameters", "give exactly one of text, upload"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"a\"}",
        "{\"upload\":\"b\"}",
        "{\"text\":\"a\",\"upload\":null}",
        "{\"text\":null,\"upload\":\"b\",\"most\":null}"
      })
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
  void limitOfAnOptionalNumberIsSaidOnce() {
    assertThat(type.errors(JsonMapper.shared().readTree("{\"text\":\"a\",\"most\":10}"), ""))
        .extracting(Problem.FieldError::pointer)
        .containsExactly("/most");
  }

  @Test
  void textAndFileMayBeGivenToOptionalParameters() {
    assertThat(type.takesText("text")).isTrue();
    assertThat(type.uploadParameter()).isEqualTo("upload");
  }

  /// Executors of before announce it without a word about null.
  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"text\":\"a\",\"upload\":\"b\"}"})
  void choiceOfAnOlderExecutorIsKnown(String parameters) {
    var older =
        OfferedType.compile(
            new TaskTypeEntry(
                new TaskType("older"),
                "",
                Json.parse(
                    "{\"type\": \"object\", \"oneOf\": [{\"required\": [\"text\"]}, {\"required\": [\"upload\"]}]}"),
                null,
                TaskPolicy.STANDARD,
                true,
                null));

    assertThat(older.errors(JsonMapper.shared().readTree(parameters), ""))
        .containsExactly(new Problem.FieldError("", "give exactly one of text, upload"));
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
                null,
                TaskPolicy.STANDARD,
                true,
                null));

    assertThat(open.errors(JsonMapper.shared().readTree(many(500)), "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "email, ada@example.com, no mail",
    "uuid, 0198c1c4-7f6e-7b3a-9f1e-0123456789ab, 0198c1c4",
    "uri, https://example.com/a?b=c, no address",
    "date-time, 2026-11-30T16:00:00Z, 2026-11-30",
    "date, 2026-11-30, 2026-11-31"
  })
  void aFormatIsChecked(String format, String good, String bad) {
    OfferedType mail = ofFormat(format);

    assertThat(mail.errors(JsonMapper.shared().readTree("{\"it\":\"" + good + "\"}"), ""))
        .isEmpty();
    assertThat(mail.errors(JsonMapper.shared().readTree("{\"it\":\"" + bad + "\"}"), "/p"))
        .extracting(Problem.FieldError::pointer)
        .containsExactly("/p/it");
  }

  @Test
  void aFormatThatNobodyKnowsIsNoReasonToRefuse() {
    assertThat(ofFormat("colour").errors(JsonMapper.shared().readTree("{\"it\":\"red\"}"), ""))
        .isEmpty();
  }

  /// Looking for an address in it would take the square of its length.
  @ParameterizedTest
  @ValueSource(strings = {"email", "idn-email", "uri", "hostname", "regex"})
  @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aLongTextIsRefusedWithoutALook(String format) {
    String text = "@".repeat(1_000_000) + " ";

    assertThat(
            ofFormat(format).errors(JsonMapper.shared().readTree("{\"it\":\"" + text + "\"}"), ""))
        .hasSize(1);
  }

  @Test
  void theParametersOfATypeMayBeAList() {
    OfferedType lines = offered("{\"type\": \"array\", \"items\": {\"type\": \"integer\"}}");

    assertThat(lines.errors(JsonMapper.shared().readTree("[1, 2]"), "")).isEmpty();
    assertThat(lines.errors(JsonMapper.shared().readTree("[1, \"2\"]"), ""))
        .extracting(Problem.FieldError::pointer)
        .containsExactly("/1");
    assertThat(lines.errors(JsonMapper.shared().readTree("{}"), "")).hasSize(1);
  }

  private static OfferedType ofFormat(String format) {
    return offered(
        """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
         "properties": {"it": {"type": "string", "format": "FORMAT"}}}
        """
            .replace("FORMAT", format));
  }

  private static OfferedType offered(String schema) {
    return OfferedType.compile(
        new TaskTypeEntry(
            new TaskType("offered"),
            "",
            Json.parse(schema),
            null,
            TaskPolicy.STANDARD,
            true,
            null));
  }

  private static String many(int members) {
    return IntStream.range(0, members)
        .mapToObj(i -> "\"" + i + "\":0")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
