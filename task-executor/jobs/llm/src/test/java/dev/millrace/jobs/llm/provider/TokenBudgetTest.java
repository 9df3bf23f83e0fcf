package dev.millrace.jobs.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.testkit.SteppedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBudgetTest {

  private final SteppedClock clock = new SteppedClock();
  private final TokenBudget budget = new TokenBudget(clock, 600L);

  @Test
  void refillsWithTheMinute() {
    assertThat(budget.tryTake(600)).isTrue();
    assertThat(budget.tryTake(100)).isFalse();
    assertThat(budget.waitFor(100)).isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_002));
    clock.advance(Duration.ofSeconds(10));
    assertThat(budget.tryTake(100)).isTrue();
  }

  @Test
  void anAnswerIsPaidForAfterwards() {
    assertThat(budget.tryTake(100)).isTrue();
    budget.settle(100, 900);
    assertThat(budget.tryTake(1)).isFalse();
    clock.advance(Duration.ofSeconds(31));
    assertThat(budget.tryTake(1)).isTrue();
  }

  @Test
  void aCallLargerThanTheBucketGoesWhenItIsFull() {
    assertThat(budget.tryTake(5_000)).isTrue();
    clock.advance(Duration.ofSeconds(60));
    assertThat(budget.tryTake(5_000)).isFalse();
  }

  @Test
  void withoutALimitEverythingGoes() {
    assertThat(new TokenBudget(clock, null).tryTake(Long.MAX_VALUE)).isTrue();
  }
}
