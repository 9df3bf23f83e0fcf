package dev.millrace.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.api.input.StrictJson;
import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
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
        .satisfies(body -> assertThat(body.items()).hasSize(2))
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

  private static BatchBody read(String body) {
    return BatchBody.read(StrictJson.read(body.getBytes(StandardCharsets.UTF_8)), 3);
  }
}
