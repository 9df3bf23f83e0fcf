package dev.millrace.http.answer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadingPaceTest {

  private static final long SECOND = 1_000_000_000;

  private final ReadingPace pace = new ReadingPace(1_000, Duration.ofSeconds(30));

  @Test
  void clientThatTakesAByteNowAndThenIsEnded() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                pace.count(1, SECOND);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("31 bytes");
  }

  @Test
  void clientThatReadsFastEnoughMayTakeHours() {
    assertThatCode(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                pace.count(1_000, SECOND);
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void clientMayReadNothingWithinItsGrace() {
    assertThatCode(() -> pace.count(1, 29 * SECOND)).doesNotThrowAnyException();
    assertThatThrownBy(() -> pace.count(0, 2 * SECOND)).isInstanceOf(IOException.class);
  }
}
