package dev.millrace.executor.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultSchemaTest {

  sealed interface Found {
    record Text(String text) implements Found {}

    record Amount(BigDecimal hours, @Nullable String unit) implements Found {}
  }

  record Report(int rows, Map<String, Long> tags, Duration took, @Nullable String note) {}

  @Test
  void itIsOpenSinceResultsGrow() {
    JsonNode schema = schema(Report.class);

    assertThat(schema.has("additionalProperties")).isFalse();
    assertThat(schema.at("/properties/tags/additionalProperties/type").asString())
        .isEqualTo("integer");
    assertThat(schema.path("required").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("rows", "tags", "took");
    assertThat(schema.at("/properties/note/type")).hasToString("[\"string\",\"null\"]");
  }

  @Test
  void durationsAreTextsOfAnyPrecision() {
    assertThat(schema(Report.class).at("/properties/took/type").asString()).isEqualTo("string");
    assertThat(schema(Report.class).at("/properties/took").has("format")).isFalse();
  }

  @Test
  void sealedInterfaceIsAnyOfItsRecords() {
    assertThat(schema(Found.class).path("anyOf").size()).isEqualTo(2);
    assertThat(schema(Found.class).toString()).contains("\"hours\"", "\"text\"");
  }

  private static JsonNode schema(Class<?> result) {
    return JsonMapper.shared().readTree(ResultSchema.of(result).text());
  }
}
