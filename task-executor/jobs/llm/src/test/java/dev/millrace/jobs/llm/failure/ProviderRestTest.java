package dev.millrace.jobs.llm.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.Headers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderRestTest {

  private static final Instant NOW = Instant.parse("2026-11-06T08:49:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "17 | PT17S",
        "1.5 | PT1.5S",
        "86400 | PT1H",
        "Fri, 06 Nov 2026 08:49:37 GMT | PT37S",
        "Friday, 06-Nov-26 08:49:37 GMT | PT37S",
        "Fri Nov  6 08:49:37 2026 | PT37S",
        "Mon Nov 16 08:49:37 2026 | PT1H"
      })
  void everyFormOfTheHeaderIsRead(String header, Duration wait) {
    assertThat(ProviderRest.of(headers("Retry-After", header), NOW)).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-5",
        "0",
        "Fri, 06 Nov 2026 08:48:00 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "99999999999999999999"
      })
  void whatIsUnreadableOrPastIsNoWait(String header) {
    assertThat(ProviderRest.of(headers("Retry-After", header), NOW)).isEmpty();
  }

  @Test
  void millisecondsWinWhereTheyAreGiven() {
    Headers both = Headers.builder().put("retry-after-ms", "1500").put("retry-after", "60").build();

    assertThat(ProviderRest.of(both, NOW)).contains(Duration.ofMillis(1500));
  }

  private static Headers headers(String name, String value) {
    return Headers.builder().put(name, value).build();
  }
}
