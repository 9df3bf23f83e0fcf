package dev.millrace.http.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.http.budget.ByteBudget;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.http.MockHttpOutputMessage;

class JsonAnswerConverterTest {

  private static final int BUDGET = 1 << 20;
  private static final String ITEM = "\"" + "ü".repeat(50_000) + "\"";

  private final ByteBudget budget = new ByteBudget(BUDGET);
  private final JsonAnswerConverter converter = new JsonAnswerConverter(budget);
  private final MockHttpOutputMessage output = new MockHttpOutputMessage();

  @Test
  void smallDocumentIsWrittenAtOnceWithItsLength() throws IOException {
    write(JsonAnswer.page(List.of("1", "{\"a\":\"ü\"}"), "abc"));

    assertThat(output.getBodyAsString(UTF_8))
        .isEqualTo("{\"items\":[1,{\"a\":\"ü\"}],\"next\":\"abc\"}");
    assertThat(output.getHeaders().getContentLength()).isEqualTo(output.getBodyAsBytes().length);
  }

  @Test
  void largePageIsWrittenInPiecesAndItsRoomIsFreeAgain() throws IOException {
    write(JsonAnswer.page(Collections.nCopies(5, ITEM), null));

    assertThat(output.getBodyAsString(UTF_8))
        .isEqualTo(
            "{\"items\":[" + String.join(",", Collections.nCopies(5, ITEM)) + "],\"next\":null}");
    assertThat(budget.taken()).isZero();
  }

  @Test
  void storedPartIsCopiedInItsPlace() throws IOException {
    var document =
        new JsonAnswer(
            List.of(
                new JsonAnswer.Text("{\"result\":"),
                new JsonAnswer.Stored(4, () -> stream("null")),
                new JsonAnswer.Text("}")));

    write(document);

    assertThat(output.getBodyAsString(UTF_8)).isEqualTo("{\"result\":null}");
  }

  @Test
  void answerWithoutRoomIsRefusedBeforeAByteIsWrittenAndAnotherOneGoesOn() {
    AtomicLong other = new AtomicLong();
    var outer =
        new JsonAnswer(
            List.of(
                new JsonAnswer.Text(ITEM.repeat(20)),
                new JsonAnswer.Stored(
                    1,
                    () -> {
                      assertThatThrownBy(() ->
                              converter.write(
                                  JsonAnswer.of(ITEM),
                                  MediaType.APPLICATION_JSON,
                                  new MockHttpOutputMessage()))
                          .isInstanceOfSatisfying(
                              ProblemException.class,
                              full ->
                                  assertThat(full.problem().type())
                                      .isEqualTo(ProblemType.OVERLOADED));
                      other.incrementAndGet();
                      return stream("1");
                    })));

    assertThat(outer.held()).as("one answer alone may be larger").isGreaterThan(BUDGET);
    assertThatCode(() -> write(outer)).doesNotThrowAnyException();

    assertThat(other).hasValue(1);
    assertThat(budget.taken()).isZero();
  }

  @Test
  void whatIsNotThereIsSaidBeforeAByteIsWritten() {
    var document =
        new JsonAnswer(
            List.of(
                new JsonAnswer.Text(ITEM),
                new JsonAnswer.Stored(
                    1,
                    () -> {
                      throw new IllegalStateException("gone");
                    })));

    assertThatThrownBy(() -> write(document)).hasMessage("gone");

    assertThat(output.getBodyAsBytes()).isEmpty();
    assertThat(budget.taken()).isZero();
  }

  private void write(JsonAnswer answer) throws IOException {
    converter.write(answer, MediaType.APPLICATION_JSON, output);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
