package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace(Duration.ofSeconds(10), 1_000);

  @Test
  void anythingIsFastEnoughForAWhile() {
    assertThat(isTooSlow(0, 10)).isFalse();
    assertThat(isTooSlow(0, 11)).isTrue();
  }

  @Test
  void wholeTimeCountsAndNotTheLastByte() {
    assertThat(isTooSlow(5_000, 15)).isFalse();
    assertThat(isTooSlow(5_001, 16)).isTrue();
    assertThat(isTooSlow(1_000_000_000_000L, 100_000)).isFalse();
  }

  private boolean isTooSlow(long bytes, long seconds) {
    return pace.isTooSlow(bytes, Duration.ofSeconds(seconds).toNanos());
  }
}
