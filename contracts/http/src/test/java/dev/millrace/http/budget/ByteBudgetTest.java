package dev.millrace.http.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {

  private final ByteBudget budget = new ByteBudget(100);
  private final HeldBytes alice = new HeldBytes(budget, "alice");
  private final HeldBytes bob = new HeldBytes(budget, "bob");
  private final HeldBytes carol = new HeldBytes(budget, "carol");

  @Test
  void oneUserHasNoMoreThanHalfOfItHoweverManyRequests() {
    alice.take(50);

    refused(alice, 1, true);
    refused(new HeldBytes(budget, "alice"), 1, true);
    bob.take(50);
    assertThat(budget.taken()).isEqualTo(100);
  }

  @Test
  void beyondAllOfItIsNobodysOwnFault() {
    alice.take(50);
    bob.take(40);

    refused(carol, 11, false);
    carol.take(10);
  }

  @Test
  void endOfARequestGivesBackWhatItTook() {
    alice.take(20);
    alice.take(30);
    alice.close();
    alice.close();

    assertThat(budget.taken()).isZero();
    alice.take(50);
  }

  @Test
  void refusedTakesNothing() {
    alice.take(40);
    refused(alice, 20, true);

    assertThat(budget.taken()).isEqualTo(40);
    alice.take(10);
  }

  @Test
  void fixedPriceIsAtMostAShare() {
    alice.takeAtMost(1_000);

    assertThat(budget.taken()).isEqualTo(50);
    assertThat(bob.largest(5)).isEqualTo(10);
  }

  private static void refused(HeldBytes held, long bytes, boolean own) {
    assertThatThrownBy(() -> held.take(bytes))
        .isInstanceOfSatisfying(BudgetSpent.class, e -> assertThat(e.isOwnShare()).isEqualTo(own));
  }
}
