package dev.millrace.executor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-06T08:49:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "17 | PT17S",
        "1.5 | PT1.5S",
        "86400 | PT24H",
        "86401 | PT24H",
        "999999999999 | PT24H",
        "Fri, 06 Nov 2026 08:49:37 GMT | PT37S",
        "Friday, 06-Nov-26 08:49:37 GMT | PT37S",
        "Fri Nov  6 08:49:37 2026 | PT37S",
        "Mon Nov 16 08:49:37 2026 | PT24H"
      })
  void everyFormOfTheHeaderIsReadAndLimited(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOW)).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-5",
        "0",
        ".",
        "1.2.3",
        "1e9",
        "9999999999999",
        "Fri, 06 Nov 2026 08:48:00 GMT",
        "Fri, 99 Nov 2026 08:48:00 GMT"
      })
  void whatIsUnreadableOrPastIsNoWait(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }
}
