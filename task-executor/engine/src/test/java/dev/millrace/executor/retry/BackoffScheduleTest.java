package dev.millrace.executor.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.catalogue.TaskPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffScheduleTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20_260_101, -7})
  void aWaitDoublesUpToTheLongestAndJitterOnlyAdds(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Duration first = Duration.ofMillis(random.nextLong(1, 100_000));
      Duration longest = Duration.ofMillis(random.nextLong(1, 10_000_000));
      TaskPolicy policy = TaskPolicy.STANDARD.withBackoff(first, longest);
      int retry = random.nextInt(1, 101);
      double jitter = random.nextDouble();

      Duration plain = BackoffSchedule.delay(policy, retry, 0, Optional.empty());
      Duration next = BackoffSchedule.delay(policy, retry + 1, 0, Optional.empty());
      Duration wait = BackoffSchedule.delay(policy, retry, jitter, Optional.empty());

      assertThat(plain).as("seed %d, case %d", seed, i).isLessThanOrEqualTo(longest);
      assertThat(next).isGreaterThanOrEqualTo(plain).isLessThanOrEqualTo(plain.multipliedBy(2));
      assertThat(wait).isBetween(plain, plain.multipliedBy(6).dividedBy(5));
      if (retry == 1) {
        assertThat(plain).isEqualTo(first.compareTo(longest) < 0 ? first : longest);
      }
    }
  }

  @Test
  void theRemoteSideDecidesWithinReason() {
    assertThat(asked(Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    assertThat(asked(Duration.ofSeconds(-5))).isEqualTo(Duration.ZERO);
    assertThat(asked(Duration.ofDays(4000))).isEqualTo(BackoffSchedule.LONGEST_RETRY_AFTER);
  }

  private static Duration asked(Duration retryAfter) {
    return BackoffSchedule.delay(TaskPolicy.STANDARD, 3, 0.5, Optional.of(retryAfter));
  }
}
