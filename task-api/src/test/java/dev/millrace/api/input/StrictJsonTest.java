package dev.millrace.api.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @Test
  void digitsOfNumbersAreKept() {
    String text = "{\"a\":12345678901234567890.123456789,\"b\":1.10,\"c\":1E+3}";

    assertThat(StrictJson.text(read(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":1",
        "{\"a\":1}x",
        "{} {}",
        "{a:1}",
        "{'a':1}",
        "[1,]",
        "NaN",
        "01",
        "// no\n{}",
        "{\"a\":\"\t\"}",
        "tru"
      })
  void whatIsNoJsonIsRefused(String text) {
    assertThat(refusal(text).type().status()).isEqualTo(400);
  }

  @Test
  void duplicateNameIsRefusedAtItsPlace() {
    Problem problem = refusal("{\"a\":{\n\"b\":1,\"b\":2}}");

    assertThat(problem.detail()).contains("Line 2").contains("Duplicate").contains("b");
    assertThat(problem.members().get("errors"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .first()
        .extracting("pointer")
        .asString()
        .startsWith("/a");
  }

  @Test
  void nestingHasAnEnd() {
    int depth = StrictJson.DEEPEST_NESTING;

    assertThat(read("[".repeat(depth) + "]".repeat(depth))).isNotNull();
    assertThat(refusal("[".repeat(depth + 1) + "]".repeat(depth + 1)).detail()).contains("depth");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1000000000", "1e-1000000000", "[1E401]"})
  void numberThatWouldFillTheMemoryIsRefused(String text) {
    assertThat(refusal(text).detail()).contains("exponent");
  }

  @Test
  void valueOfMoreTokensThanMayBeIsRefusedHoweverFewBytesItHas() {
    String most = "[" + "0,".repeat(BoundedParser.MOST_TOKENS - 10) + "0]";
    assertThat(read(most).size()).isEqualTo(BoundedParser.MOST_TOKENS - 9);

    Problem problem = refusal("[" + "0,".repeat(BoundedParser.MOST_TOKENS) + "0]");
    assertThat(problem.type()).isEqualTo(ProblemType.TOO_LARGE);
    assertThat(problem.members()).containsEntry("limit", BoundedParser.MOST_TOKENS);
  }

  @Test
  void halfASurrogatePairIsNotWellFormed() {
    assertThat(StrictJson.isWellFormed("a\ud83d\ude00b")).isTrue();
    assertThat(List.of("\ud83d", "\ude00", "\ud83dx", "\ude00\ud83d"))
        .noneMatch(StrictJson::isWellFormed);
  }

  @Test
  void textHasNoRawLineBreakOrTab() {
    assertThat(StrictJson.text(read("{\n\t\"a\" : \"x\\ty\\nz\\u0000\"\n}")))
        .isEqualTo("{\"a\":\"x\\ty\\nz\\u0000\"}");
  }

  private static tools.jackson.databind.JsonNode read(String text) {
    return StrictJson.read(text.getBytes(UTF_8));
  }

  private static Problem refusal(String text) {
    return catchThrowableOfType(ProblemException.class, () -> read(text)).problem();
  }
}
