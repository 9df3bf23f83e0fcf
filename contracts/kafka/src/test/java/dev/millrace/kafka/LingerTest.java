package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LingerTest {

  private static final Duration PAUSE = Duration.ofMillis(25);
  private static final Linger GATHERING = new Linger(24, 1_000, PAUSE);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 23})
  void aQuietLogIsReadOnAtOnce(int records) {
    assertThat(GATHERING.after(records)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 500, 999})
  void aBusyLogIsLeftToGather(int records) {
    assertThat(GATHERING.after(records)).isEqualTo(PAUSE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 5_000})
  void aReaderThatIsBehindDoesNotWait(int records) {
    assertThat(GATHERING.after(records)).isZero();
  }

  @Test
  void boundsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> new Linger(0, 1, PAUSE)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Linger(2, 1, PAUSE)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Linger(1, 1, PAUSE.negated()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
