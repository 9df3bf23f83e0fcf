package dev.millrace.http.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  @ValueSource(
      strings = {
        "1e1000000000",
        "1e-1000000000",
        "[1E401]",
        "1e2147483648",
        "{\"a\":1e99999999999}"
      })
  void numberThatWouldFillTheMemoryIsRefused(String text) {
    assertThat(refusal(text).detail()).contains("exponent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "\\u0000"                        | ``
          {"a":[1,{"b/c":"x\\u0000"}]}      | /a/1/b~1c
          {"a":{"x\\u0000y":1}}             | /a/x�y
          {"a":"\\ud83d"}                   | /a
          {"a":"\\ude00\\ud83d"}            | /a
          """)
  void textThatNoStoreKeepsIsRefusedAtItsPlace(String text, String pointer) {
    assertUnstorable(text.getBytes(UTF_8), pointer);
  }

  /// Also where a lenient reader would make U+0000, a slash, half a pair or a question mark of
  /// them.
  @ParameterizedTest
  @ValueSource(strings = {"C080", "C0AF", "E08080", "EDA080", "F7BFBFBF", "E282", "FF", "80"})
  void bytesThatAreNoUtf8AreRefusedAndNotReplaced(String hex) {
    byte[] wrong = HexFormat.of().parseHex(hex);

    assertUnstorable(around("{\"a\":[\"x", wrong, "y\"]}"), "/a/0");
    byte[] name = around("{\"x\":1,\"y\":{\"z", wrong, "\":1}}");
    assertThat(catchThrowableOfType(ProblemException.class, () -> StrictJson.read(name)).problem())
        .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.UNSTORABLE_TEXT))
        .satisfies(problem -> assertThat(problem.detail()).contains("'/y/z�"));
  }

  private static byte[] around(String before, byte[] bytes, String after) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(before.getBytes(UTF_8));
    all.writeBytes(bytes);
    all.writeBytes(after.getBytes(UTF_8));
    return all.toByteArray();
  }

  private static void assertUnstorable(byte[] body, String pointer) {
    Problem problem =
        catchThrowableOfType(ProblemException.class, () -> StrictJson.read(body)).problem();

    assertThat(problem.type()).isEqualTo(ProblemType.UNSTORABLE_TEXT);
    assertThat(problem.members().get("errors"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .first()
        .extracting("pointer")
        .asString()
        .isEqualTo(pointer);
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
  void textHasNoRawLineBreakOrTab() {
    assertThat(StrictJson.text(read("{\n\t\"a\" : \"x\\ty\\nz\\u0001\"\n}")))
        .isEqualTo("{\"a\":\"x\\ty\\nz\\u0001\"}");
  }

  private static tools.jackson.databind.JsonNode read(String text) {
    return StrictJson.read(text.getBytes(UTF_8));
  }

  private static Problem refusal(String text) {
    return catchThrowableOfType(ProblemException.class, () -> read(text)).problem();
  }
}
