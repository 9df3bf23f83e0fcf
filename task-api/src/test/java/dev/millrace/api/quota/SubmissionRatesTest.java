package dev.millrace.api.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.UserId;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SubmissionRatesTest {

  private static final UserId ALICE = new UserId("alice");

  private long nanos;
  private final SubmissionRates rates =
      new SubmissionRates(
          60,
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return nanos;
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          });

  @Test
  void quotaIsTakenAtOnceAndComesBackWithinAMinute() {
    assertThat(rates.take(ALICE, 60)).isEqualTo(new Verdict.Admitted(0, Duration.ofMinutes(1)));
    assertThat(rates.take(ALICE, 3)).isEqualTo(new Verdict.Exceeded(0, Duration.ofSeconds(3)));

    nanos += Duration.ofSeconds(3).toNanos();

    assertThat(rates.take(ALICE, 3)).isEqualTo(new Verdict.Admitted(0, Duration.ofMinutes(1)));
  }

  @Test
  void refusedTakesNothingAndOthersHaveTheirOwn() {
    rates.take(ALICE, 50);

    assertThat(rates.take(ALICE, 11).left()).isEqualTo(10);
    assertThat(rates.take(ALICE, 10)).isInstanceOf(Verdict.Admitted.class);
    assertThat(rates.take(new UserId("bob"), 60)).isInstanceOf(Verdict.Admitted.class);
    assertThat(rates.take(ALICE, 0)).isInstanceOf(Verdict.Admitted.class);
  }
}
