package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkFetchTest {

  private static final long MB = 1024 * 1024;

  /// With twelve types; and with so many that each fetches the least.
  @ParameterizedTest
  @CsvSource({"704, 36", "2048, 36", "8192, 36", "704, 60"})
  void allConsumersTogetherHoldATenthOfTheHeap(long heap, int consumers) {
    long held = 2L * consumers * KafkaConnection.workFetchBytes(heap * MB, consumers);

    assertThat(held).isLessThanOrEqualTo(heap * MB / 10);
  }

  @Test
  void aLargeHeapDoesNotMakeFetchesLargerThanTheyNeedToBe() {
    assertThat(KafkaConnection.workFetchBytes(256 * 1024 * MB, 3)).isEqualTo((int) (8 * MB));
  }

  @Test
  void aFetchHasRoomForARecordOfTheLargestSize() {
    assertThat(KafkaConnection.workFetchBytes(128 * MB, 300)).isGreaterThan(300 * 1024);
  }
}
