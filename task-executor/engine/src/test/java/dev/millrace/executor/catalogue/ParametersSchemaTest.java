package dev.millrace.executor.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.events.task.Json;
import dev.millrace.executor.handler.ExactlyOneOf;
import dev.millrace.executor.handler.UploadReference;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ParametersSchemaTest {

  @ExactlyOneOf({"text", "upload"})
  record Source(@Nullable String text, @Nullable String upload) {}

  record Weights(@Min(0) @Max(10) double offense) {}

  record Parameters(
      @JsonPropertyDescription("What to calculate.") String scope,
      @Nullable Integer steps,
      @Min(1) int millis,
      Weights weights,
      List<@Pattern(regexp = "[a-z]+") String> tags,
      @Nullable Duration patience,
      @Nullable @JsonPropertyDescription("How it looks.") Shade shade,
      @Nullable Json anything,
      @Nullable @UploadReference String file) {}

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
        .hasToString("[{\"required\":[\"text\"]},{\"required\":[\"upload\"]}]");
    assertThat(source.has("required")).isFalse();
  }

  @Test
  void whatIsNotNullableIsRequired() {
    assertThat(schema.at("/required").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("scope", "millis", "weights", "tags");
  }

  @Test
  void referenceOfAnUploadIsMarked() {
    assertThat(schema.at("/properties/file").toString())
        .isEqualTo("{\"type\":\"string\",\"format\":\"upload\"}");
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
    assertThat(schema.at("/properties/shade/enum").valueStream().map(JsonNode::asString))
        .containsExactly("dark", "light");
    assertThat(schema.at("/properties/shade/description").asString()).isEqualTo("How it looks.");
  }

  @Test
  void optionalValuesArePlainTypes() {
    assertThat(schema.at("/properties/steps/type").asString()).isEqualTo("integer");
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
}
