package dev.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  private static final List<Integer> FRACTIONS = List.of(0, 1, 1_000, 1_000_000, 120_000_000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2026-11-27T21:59:07.5Z",
        "2026-11-27T21:59:07.123Z",
        "2026-11-27T21:59:07.000000001Z",
        "2026-11-27T21:59:07.999999999Z",
        "2024-02-29T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "2026-11-27T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2026-11-27T21:59:07+08:00",
        "2026-11-27t21:59:07z",
        "2026-11-27T21:59:07.Z",
        "+12026-11-27T21:59:07Z",
        "-0044-03-15T12:00:00Z"
      })
  void readsWhatInstantReads(String text) {
    assertThat(Rfc3339.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "yesterday",
        "2026-11-27",
        "2026-11-27T21:59Z",
        "2026-11-27T21:59:07",
        "2026-11-27T21:59:07,5Z",
        "2026-11-27T21:59:07.1234567890Z",
        "2026-11-27T21:59:07.-5Z",
        "2026-11-27T21:59:0٧Z",
        "2026-02-30T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-27T25:00:00Z",
        "2026-11-27 21:59:07Z",
        "2026-11-27T21:59:07Z "
      })
  void refusesWhatInstantRefuses(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeParseException.class);
    assertThatThrownBy(() -> Rfc3339.parse(text)).isInstanceOf(DateTimeParseException.class);
  }

  @Test
  void readsBackWhatInstantWrites() {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      int fraction = FRACTIONS.get(random.nextInt(FRACTIONS.size()));
      var time =
          Instant.ofEpochSecond(
              random.nextLong(-60_000_000_000L, 250_000_000_000L),
              fraction == 0 ? 0 : (long) fraction * random.nextInt(1_000_000_000 / fraction));
      assertThat(Rfc3339.parse(time.toString())).isEqualTo(time);
    }
  }
}
