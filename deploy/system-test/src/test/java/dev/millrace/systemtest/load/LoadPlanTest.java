package dev.millrace.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LoadPlanTest {

  @Test
  void sameSeedGivesTheSameWishesAndAnotherSeedOthers() {
    assertThat(LoadPlan.of(5, 50, true))
        .isEqualTo(LoadPlan.of(5, 50, true))
        .isNotEqualTo(LoadPlan.of(6, 50, true));
  }

  @Test
  void longPlanHasEverythingThatUsersDo() {
    var wishes = LoadPlan.of(5, 3_000, true);

    assertThat(wishes.stream().map(Wish::type).collect(Collectors.toSet()))
        .isEqualTo(Set.of("sleep", "ledger", "recalc"));
    assertThat(wishes).extracting(Wish::then).contains(Wish.Then.values());
    assertThat(wishes).anyMatch(wish -> wish.runAfter().isPositive());
    assertThat(wishes).anyMatch(wish -> wish.parameters().contains("crash"));
  }

  @Test
  void planWithoutCrashesEndsNoProcess() {
    assertThat(LoadPlan.of(5, 3_000, false)).noneMatch(wish -> wish.parameters().contains("crash"));
  }
}
