package dev.millrace.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CatchUpAllowanceTest {

  private final AtomicLong nanos = new AtomicLong();
  private final CatchUpAllowance allowance = new CatchUpAllowance(1_000, new Clock());

  @Test
  void userWhoHadTheLogReadWaitsAndOthersDoNot() {
    allowance.charge(Entries.ALICE, 1_500);

    assertThat(allowance.isLeft(Entries.ALICE)).isFalse();
    assertThat(allowance.isLeft(Entries.BOB)).isTrue();
  }

  @Test
  void whatWasReadBeyondTheAllowanceIsOwed() {
    allowance.charge(Entries.ALICE, 1_500);

    nanos.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(allowance.isLeft(Entries.ALICE)).isFalse();
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(allowance.isLeft(Entries.ALICE)).isTrue();
  }

  private final class Clock implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
