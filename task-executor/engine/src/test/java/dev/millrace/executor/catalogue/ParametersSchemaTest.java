package dev.millrace.executor.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.handler.ExactlyOneOf;
import dev.millrace.executor.handler.UploadReference;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ParametersSchemaTest {

  @ExactlyOneOf({"text", "upload"})
  record Source(@Nullable String text, @Nullable String upload) {}

  record Weights(@Min(0) @Max(10) double offense) {}

  record Length(int metres) {}

  record Twice(Weights one, @Nullable Weights other) {}

  record Parameters(
      @JsonPropertyDescription("What to calculate.") String scope,
      @Nullable Integer steps,
      @Min(1) int millis,
      Weights weights,
      List<@Pattern(regexp = "[a-z]+") String> tags,
      @Nullable Duration patience,
      @Nullable @JsonPropertyDescription("How it looks.") Shade shade,
      @Nullable Json anything,
      @Nullable @UploadReference String file,
      @Nullable @Min(0) @Max(9) Integer retries,
      @Nullable Length other,
      @Nullable Long size,
      List<Long> ids) {}

  enum Shade {
    DARK,
    LIGHT;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final JsonNode schema =
      JsonMapper.shared().readTree(ParametersSchema.of(Parameters.class).text());

  @Test
  void itIsOfTheRightVersionAndForbidsWhatItDoesNotName() {
    assertThat(schema.at("/$schema").asString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void oneOfSeveralIsRequired() {
    JsonNode source = JsonMapper.shared().readTree(ParametersSchema.of(Source.class).text());

    assertThat(source.at("/oneOf"))
        .hasToString(
            "[{\"required\":[\"text\"],\"properties\":{\"text\":{\"not\":{\"type\":\"null\"}}}},"
                + "{\"required\":[\"upload\"],\"properties\":{\"upload\":{\"not\":{\"type\":\"null\"}}}}]");
    assertThat(source.has("required")).isFalse();
  }

  @Test
  void whatIsNotNullableIsRequired() {
    assertThat(schema.at("/required").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("scope", "millis", "weights", "tags", "ids");
  }

  @Test
  void referenceOfAnUploadIsMarked() {
    assertThat(schema.at("/properties/file").toString())
        .isEqualTo("{\"type\":[\"string\",\"null\"],\"format\":\"upload\"}");
    assertThat(schema.at("/properties/scope/format").isMissingNode()).isTrue();
  }

  @Test
  void jsonMayBeAnythingObjectsWithMembersIncluded() {
    assertThat(schema.at("/properties/anything")).isEmpty();
    assertThat(schema.at("/properties").has("anything")).isTrue();
  }

  @Test
  void validationAnnotationsBecomeLimits() {
    assertThat(schema.at("/properties/millis/minimum").asInt()).isEqualTo(1);
    assertThat(schema.at("/properties/weights/properties/offense/maximum").asInt()).isEqualTo(10);
    assertThat(schema.at("/properties/weights/additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void enumsShowTheWordsThatAreReadAndWritten() {
    assertThat(schema.at("/properties/shade/enum")).hasToString("[\"dark\",\"light\",null]");
    assertThat(schema.at("/properties/shade/description").asString()).isEqualTo("How it looks.");
  }

  @Test
  void whatMayBeLeftOutMayBeNull() {
    assertThat(schema.at("/properties/retries"))
        .hasToString("{\"type\":[\"integer\",\"null\"],\"allOf\":[{\"minimum\":0,\"maximum\":9}]}");
    assertThat(schema.at("/properties/shade/type")).hasToString("[\"string\",\"null\"]");
    assertThat(schema.at("/properties/patience/type").toString()).contains("null");
    assertThat(schema.at("/properties/other").toString()).contains("null");
    assertThat(schema.at("/properties/scope/type")).hasToString("\"string\"");
    assertThat(schema.toString()).doesNotContain("x-");
  }

  @Test
  void wholeNumbersHaveTheLimitsOfTheirType() {
    assertThat(schema.at("/properties/millis/maximum").asLong()).isEqualTo(Integer.MAX_VALUE);
    assertThat(schema.at("/properties/size/allOf/0/maximum").asLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(schema.at("/properties/size/allOf/0/minimum").asLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(schema.at("/properties/ids/items/maximum").asLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(schema.at("/properties/weights/properties/offense").has("type")).isTrue();
  }

  @Test
  void recordThatIsReferredToMayBeNullToo() {
    JsonNode twice = JsonMapper.shared().readTree(ParametersSchema.of(Twice.class).text());

    assertThat(twice.at("/properties/other/anyOf/1")).hasToString("{\"type\":\"null\"}");
    assertThat(twice.at("/properties/one/anyOf").isMissingNode()).isTrue();
  }

  @Test
  void descriptionsAreKept() {
    assertThat(schema.at("/properties/scope/description").asString())
        .isEqualTo("What to calculate.");
  }

  @Test
  void timesAreTextAndJsonIsAnything() {
    assertThat(schema.at("/properties/patience/type").toString()).contains("string");
    assertThat(schema.at("/properties/anything").has("properties")).isFalse();
  }

  record Dated(
      Instant at,
      UUID id,
      URI page,
      LocalDate day,
      LocalDateTime local,
      LocalTime time,
      Duration pause) {}

  record Mail(@Email String to, @Nullable @Email String copy) {}

  @Test
  void formatsAreThoseOfWhatIsReadAndNoOthers() {
    JsonNode dated = JsonMapper.shared().readTree(ParametersSchema.of(Dated.class).text());

    assertThat(dated.at("/properties/at/format").asString()).isEqualTo("date-time");
    assertThat(dated.at("/properties/id/format").asString()).isEqualTo("uuid");
    assertThat(dated.at("/properties/page/format").asString()).isEqualTo("uri");
    assertThat(dated.at("/properties/day/format").asString()).isEqualTo("date");
    for (String unlike : List.of("local", "time", "pause")) {
      assertThat(dated.at("/properties/" + unlike + "/type").asString()).isEqualTo("string");
      assertThat(dated.at("/properties/" + unlike + "/format").isMissingNode()).as(unlike).isTrue();
    }
  }

  @Test
  void anAddressOfMailHasItsFormat() {
    JsonNode mail = JsonMapper.shared().readTree(ParametersSchema.of(Mail.class).text());

    assertThat(mail.at("/properties/to/format").asString()).isEqualTo("email");
    assertThat(mail.at("/properties/copy/format").asString()).isEqualTo("email");
  }

  @Test
  void aTypeWithArgumentsHasItsSchema() {
    JsonNode list =
        JsonMapper.shared()
            .readTree(ParametersSchema.of(new TypeReference<List<Mail>>() {}.getType()).text());

    assertThat(list.at("/type").asString()).isEqualTo("array");
    assertThat(list.at("/items/properties/to/format").asString()).isEqualTo("email");
    assertThat(list.at("/items/additionalProperties").asBoolean(true)).isFalse();
  }
}
