package dev.millrace.api.submit.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MissedTypesTest {

  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  private final MissedTypes missed = new MissedTypes();

  @Test
  void aTypeIsWaitedForFromWhenItIsFirstMissedAndThenNoMore() {
    assertThat(missed.mayCome("mail", NOW)).isTrue();
    assertThat(missed.mayCome("mail", NOW.plusMillis(9_999))).isTrue();
    assertThat(missed.mayCome("mail", NOW.plusSeconds(10))).isFalse();
    assertThat(missed.mayCome("mail", NOW.plusSeconds(60))).isFalse();
    assertThat(missed.mayCome("export", NOW.plusSeconds(60))).isTrue();
  }
}
