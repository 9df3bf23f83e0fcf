package dev.millrace.api.watch.resume;

import static dev.millrace.api.watch.log.Entries.ALICE;
import static dev.millrace.api.watch.log.Entries.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.UserId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CatchUpAllowanceTest {

  private final SteppedMeter clock = new SteppedMeter();
  private final CatchUpAllowance allowance = new CatchUpAllowance(1_000, clock);

  @Test
  void userWhoHadTheLogReadWaitsAndOthersDoNot() {
    allowance.charge(ALICE, 1_500);

    assertThat(allowance.admits(ALICE, 1)).isFalse();
    assertThat(allowance.admits(BOB, 1)).isTrue();
  }

  @Test
  void whatWasReadBeyondTheAllowanceIsOwed() {
    allowance.charge(ALICE, 1_500);

    clock.step(Duration.ofSeconds(29));
    assertThat(allowance.admits(ALICE, 1)).isFalse();
    clock.step(Duration.ofSeconds(3));
    assertThat(allowance.admits(ALICE, 1)).isTrue();
  }

  @Test
  void streamHasNoMoreReadThanAMinuteAllows() {
    assertThat(allowance.admits(ALICE, 1_000)).isTrue();
    assertThat(allowance.admits(ALICE, 1_001)).isFalse();
  }

  @Test
  void floodOfOthersLeavesTheDebtOfAUserWhoAsksAgain() {
    allowance.charge(ALICE, 5_000);

    for (int i = 0; i < 30_000; i++) {
      allowance.charge(new UserId("user-" + i), 1);
      assertThat(allowance.admits(ALICE, 1)).isFalse();
    }
  }
}
