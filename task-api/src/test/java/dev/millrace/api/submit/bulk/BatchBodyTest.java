package dev.millrace.api.submit.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a batch's body may hold.
class BatchBodyTest {

  @Test
  void aBatchGoesOnAfterFailuresUnlessItSaysOtherwise() {
    assertThat(read("{\"items\":[{}]}").onFailure()).isEqualTo("continue");
    assertThat(read("{\"items\":[{},{}],\"onFailure\":\"stop\"}"))
        .satisfies(body -> assertThat(body.items()).isEqualTo(2))
        .satisfies(body -> assertThat(body.onFailure()).isEqualTo("stop"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                              | ''",
        "{}                              | /items",
        "{\"items\":{}}                  | /items",
        "{\"items\":[]}                  | /items",
        "{\"items\":[1],\"onFailure\":1} | /onFailure",
        "{\"items\":[1],\"onFailure\":\"x\"} | /onFailure",
        "{\"items\":[1],\"a/b\":1}       | /a~1b"
      })
  void whatIsWrongIsNamed(String body, String pointer) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(body))
        .satisfies(e -> {
          assertThat(e.problem().type().status()).isEqualTo(400);
          assertThat((List<?>) e.problem().members().get("errors"))
              .first()
              .isInstanceOfSatisfying(
                  Problem.FieldError.class,
                  error -> assertThat(error.pointer()).isEqualTo(pointer));
        });
  }

  @Test
  void aBatchHasALimit() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read("{\"items\":[1,2,3,4]}"))
        .satisfies(e -> assertThat(e.problem().type().status()).isEqualTo(413));
  }

  @Test
  void nothingIsReadBeyondTheFirstItemThatIsTooMuch() {
    var endless = new Endless("{\"items\":[1", ",1");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> BatchBody.read(endless, 1_000, _ -> {}))
        .satisfies(e -> assertThat(e.problem().type().status()).isEqualTo(413));
    assertThat(endless.given).isLessThan(100_000);
  }

  private static BatchBody read(String body) {
    return BatchBody.read(
        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), 3, _ -> {});
  }

  /// A body that never ends.
  private static final class Endless extends InputStream {

    private final byte[] begin;
    private final byte[] more;
    private int given;

    Endless(String begin, String more) {
      this.begin = begin.getBytes(StandardCharsets.UTF_8);
      this.more = more.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      int at = given++;
      return at < begin.length ? begin[at] : more[(at - begin.length) % more.length];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      for (int i = 0; i < length; i++) {
        into[offset + i] = (byte) read();
      }
      return length;
    }
  }
}
