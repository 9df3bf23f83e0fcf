package dev.millrace.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskType;
import dev.millrace.http.input.StrictJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}; {\"b\":{\"d\":3,\"c\":2},\"a\":1}; true",
        "{\"a\":1.50}; {\"a\":1.5}; true",
        "{\"a\":100}; {\"a\":1e2}; true",
        "{\"a\":0}; {\"a\":-0.0}; true",
        "{\"a\":\"\\u0041\"}; {\"a\":\"A\"}; true",
        "{\"a\":[1,2]}; {\"a\":[2,1]}; false",
        "{\"a\":\"1\"}; {\"a\":1}; false",
        "{\"a\":null}; {}; false",
        "{\"a\":true}; {\"a\":\"true\"}; false",
        "{\"a\":{\"b\":1},\"c\":1}; {\"a\":{\"b\":1,\"c\":1}}; false"
      })
  void sameParametersHaveTheSameFingerprintHoweverTheyAreWritten(
      String one, String other, boolean same) {
    assertThat(of(one).equals(of(other))).isEqualTo(same);
  }

  private static String of(String json) {
    return Fingerprint.of(
        new TaskType("recalc"), StrictJson.read(json.getBytes(StandardCharsets.UTF_8)));
  }
}
