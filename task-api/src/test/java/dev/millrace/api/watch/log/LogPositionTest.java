package dev.millrace.api.watch.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPositionTest {

  @Test
  void textLeadsBackToThePosition() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      long[] next = new long[1 + random.nextInt(20)];
      for (int partition = 0; partition < next.length; partition++) {
        next[partition] = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
      }
      LogPosition position = LogPosition.of(next);
      assertThat(LogPosition.decode(position.encode())).as("seed %d", seed).isEqualTo(position);
    }
  }

  @Test
  void eightPartitionsOfAMillionRecordsAreShort() {
    assertThat(LogPosition.of(1_000_000, 1, 2, 3, 4, 5, 6, 1_000_000).encode()).hasSize(16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "gA", "____________________________", "id: 1"})
  void textThatNobodyWroteIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> LogPosition.decode(text));
  }

  @Test
  void positionsAreComparedPartitionByPartition() {
    LogPosition position = LogPosition.of(5, 6);

    assertThat(position.isAtOrAfter(LogPosition.of(5, 5))).isTrue();
    assertThat(position.isAtOrAfter(LogPosition.of(4, 7))).isFalse();
    assertThat(position.isAtOrAfter(LogPosition.of(1, 1, 0))).isFalse();
    assertThat(position.after(1, 8)).isEqualTo(LogPosition.of(5, 9));
    assertThat(position.after(1, 3)).isEqualTo(position);
    assertThat(position.recordsSince(LogPosition.of(1, 9))).isEqualTo(4);
    assertThat(LogPosition.of(Map.of(2, 7L))).isEqualTo(LogPosition.of(0, 0, 7));
    assertThat(LogPosition.of(Map.of())).isEqualTo(LogPosition.of(0));
  }

  @Test
  void positionBeforeTheBeginOfTheLogIsLostButTheVeryFirstIsNot() {
    LogPosition begin = LogPosition.of(10, 10);
    LogPosition end = LogPosition.of(20, 20);

    assertThat(LogPosition.of(0, 15).isWithin(begin, end)).isTrue();
    assertThat(LogPosition.of(9, 15).isWithin(begin, end)).isFalse();
    assertThat(LogPosition.of(15, 21).isWithin(begin, end)).isFalse();
  }
}
