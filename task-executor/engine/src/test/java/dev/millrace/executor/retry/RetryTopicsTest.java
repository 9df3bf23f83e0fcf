package dev.millrace.executor.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.ExecutorGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTopicsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final ExecutorGroup SHOP = new ExecutorGroup("shop");

  @ParameterizedTest
  @CsvSource({
    "PT-5S,millrace.retry.1s",
    "PT0.4S,millrace.retry.1s",
    "PT1S,millrace.retry.1s",
    "PT3.9S,millrace.retry.2s",
    "PT4S,millrace.retry.4s",
    "PT59S,millrace.retry.30s",
    "P1D,millrace.retry.3600s"
  })
  void aRecordWaitsInTheLongestDelayThatEndsInTime(Duration left, String topic) {
    assertThat(RetryTopics.next(ExecutorGroup.DEFAULT, NOON, NOON.plus(left))).isEqualTo(topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20_260_101, -7})
  void hopsEndExactlyWhenTheRetryIsDue(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Instant now = NOON;
      Instant retryAt = now.plusMillis(random.nextLong(50_000_000));
      int hops = 0;
      while (now.isBefore(retryAt)) {
        String topic = RetryTopics.next(SHOP, now, retryAt);
        Instant leaves = RetryTopics.leaves(topic, now, retryAt);
        assertThat(leaves).as("seed %d, case %d", seed, i).isAfter(now).isBeforeOrEqualTo(retryAt);
        now = leaves;
        hops++;
      }
      assertThat(now).isEqualTo(retryAt);
      assertThat(hops).isLessThan(30);
    }
  }
}
