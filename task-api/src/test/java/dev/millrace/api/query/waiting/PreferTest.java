package dev.millrace.api.query.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=20                  | 20",
        "WAIT = 7                 | 7",
        "respond-async, wait=\"3\"; x=y | 3",
        "wait=0                   | 0",
        "wait=3600                | 55",
        "wait=99999999999         | -1",
        "wait=-5                  | -1",
        "wait=soon                | -1",
        "wait                     | -1",
        "return=minimal           | -1"
      })
  void waitIsReadAsTheRfcWritesIt(String header, long seconds) {
    assertThat(
            Prefer.wait(Collections.enumeration(List.of(header)))
                .map(Duration::toSeconds)
                .orElse(-1L))
        .isEqualTo(seconds);
  }
}
