package dev.millrace.api.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.UserId;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UserRatesTest {

  private static final UserId ALICE = new UserId("alice");

  private long nanos;
  private int instances = 1;
  private final UserRates rates = rates(60, 60);

  private UserRates rates(long perMinute, long atOnce) {
    return new UserRates(
        perMinute,
        atOnce,
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return nanos;
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        },
        () -> instances);
  }

  @Test
  void quotaIsTakenAtOnceAndComesBackWithinAMinute() {
    assertThat(rates.take(ALICE, 60)).isEqualTo(new Admission.Admitted(0, Duration.ofMinutes(1)));
    assertThat(rates.take(ALICE, 3)).isEqualTo(new Admission.Exceeded(0, Duration.ofSeconds(3)));

    nanos += Duration.ofSeconds(3).toNanos();

    assertThat(rates.take(ALICE, 3)).isEqualTo(new Admission.Admitted(0, Duration.ofMinutes(1)));
  }

  @Test
  void refusedTakesNothingAndOthersHaveTheirOwn() {
    rates.take(ALICE, 50);

    assertThat(rates.take(ALICE, 11).left()).isEqualTo(10);
    assertThat(rates.take(ALICE, 10)).isInstanceOf(Admission.Admitted.class);
    assertThat(rates.take(new UserId("bob"), 60)).isInstanceOf(Admission.Admitted.class);
    assertThat(rates.take(ALICE, 0)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void refusedTakesWhatWasDoneInVain() {
    assertThat(rates.take(ALICE, 61, 6).left()).isEqualTo(54);
    assertThat(rates.take(ALICE, 54, 5)).isInstanceOf(Admission.Admitted.class);

    assertThat(rates.take(ALICE, 10, 7))
        .isEqualTo(new Admission.Exceeded(0, Duration.ofSeconds(17)));
    nanos += Duration.ofSeconds(17).toNanos();
    assertThat(rates.take(ALICE, 10, 7)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void burstIsBoundedAndTheRateIsStillThatOfAMinute() {
    UserRates steady = rates(60, 10);

    assertThat(steady.take(ALICE, 10)).isInstanceOf(Admission.Admitted.class);
    assertThat(steady.take(ALICE, 1)).isEqualTo(new Admission.Exceeded(0, Duration.ofSeconds(1)));
    nanos += Duration.ofSeconds(6).toNanos();
    assertThat(steady.take(ALICE, 6)).isInstanceOf(Admission.Admitted.class);
    nanos += Duration.ofMinutes(5).toNanos();
    assertThat(steady.take(ALICE, 0).left()).isEqualTo(10);
  }

  @Test
  void rateOfAnySizeIsARate() {
    assertThat(rates(Long.MAX_VALUE, Long.MAX_VALUE).take(ALICE, 1_000_000))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void instancesGiveOutAPartEach() {
    instances = 2;
    assertThat(rates.take(ALICE, 31)).isInstanceOf(Admission.Exceeded.class);
    assertThat(rates.take(ALICE, 30)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void partShrinksAndGrowsWithTheNumberOfInstances() {
    rates.take(ALICE, 20);
    instances = 2;
    assertThat(rates.take(ALICE, 0).left()).isEqualTo(20);

    instances = 1;

    assertThat(rates.take(ALICE, 0).left()).isEqualTo(40);
  }

  @Test
  void whatWasUsedAlreadyIsWaitedFor() {
    rates.owe(ALICE, 90);

    assertThat(rates.take(ALICE, 1)).isEqualTo(new Admission.Exceeded(0, Duration.ofSeconds(31)));
    nanos += Duration.ofSeconds(31).toNanos();
    assertThat(rates.take(ALICE, 1)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void floodOfOthersLeavesTheStateOfAUserWhoComesOften() {
    rates.take(ALICE, 60);

    for (int i = 0; i < 250_000; i++) {
      rates.take(new UserId("user-" + i), 1);
      if (i % 10 == 0) {
        assertThat(rates.take(ALICE, 1)).isInstanceOf(Admission.Exceeded.class);
      }
    }
  }
}
