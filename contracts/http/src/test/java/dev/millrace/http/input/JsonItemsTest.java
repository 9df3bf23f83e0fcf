package dev.millrace.http.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonItemsTest {

  private final Seen seen = new Seen();

  @Test
  void arrayIsReadItemByItem() {
    JsonItems.array(body("[{\"a\":1}, 2 ,[3]]"), seen);

    assertThat(seen.items).containsExactly("{\"a\":1}", "2", "[3]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[1", "[1]]", "[1] 2", "[1 2]", "[1,]", "[{\"a\":1,\"a\":2}]"})
  void arrayThatIsNoneIsRefusedAsAWhole(String text) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> JsonItems.array(body(text), seen));
  }

  @Test
  void linesAreReadOneByOne() throws IOException {
    JsonItems.lines(body("1\n\r\n {\"a\":1} \r\n\n3"), 100, seen);

    assertThat(seen.items).containsExactly("1", "{\"a\":1}", "3");
  }

  @Test
  void badLineIsOneBadItem() throws IOException {
    JsonItems.lines(body("1\n{\"a\":\n3 4\n5\n"), 100, seen);

    assertThat(seen.items)
        .hasSize(4)
        .startsWith("1")
        .endsWith("5")
        .satisfies(items -> assertThat(items.get(1)).startsWith("Line 2, column"))
        .satisfies(items -> assertThat(items.get(2)).startsWith("Line 3, column"));
  }

  @Test
  void lineHasALongestLength() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> JsonItems.lines(body("1\n" + "2".repeat(11) + "\n"), 10, seen))
        .withMessageContaining("Line 2");
  }

  @Test
  void eachItemHasAllTokensBeforeIt() {
    String item = "[" + "0,".repeat(60_000) + "0]";

    JsonItems.array(body("[" + item + "," + item + "," + item + "]"), seen);

    assertThat(seen.items).hasSize(3);
  }

  @Test
  void arrayAmongMembersIsReadItemByItemAndTheOthersAsTheyAre() {
    List<String> items = new ArrayList<>();

    var others =
        JsonItems.object(
            body("{\"a\":{\"b\":1},\"items\":[1,{}],\"c\":null}"),
            "items",
            List.of("a", "c", "items"),
            item -> items.add(item.toString()));

    assertThat(items).containsExactly("1", "{}");
    assertThat(others.toString()).isEqualTo("{a={\"b\":1}, c=null}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{\"x\":1}", "{\"items\":[1}", "{\"items\":[1]", "{\"items\":[1]} 2"})
  void objectThatIsNoneIsRefused(String text) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> JsonItems.object(body(text), "items", List.of("items"), _ -> {}));
  }

  private static InputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static final class Seen implements JsonItems.Reader {
    private final List<String> items = new ArrayList<>();

    @Override
    public void item(JsonNode item) {
      items.add(item.toString());
    }

    @Override
    public void malformed(Problem problem) {
      items.add(problem.detail());
    }
  }
}
