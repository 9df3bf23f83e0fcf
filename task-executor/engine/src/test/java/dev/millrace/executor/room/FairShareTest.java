package dev.millrace.executor.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.executor.room.FairShare.Claimant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairShareTest {

  private static final double ROUNDING = 1e-9;

  private final FairShare<String> shares = new FairShare<>();

  @Test
  void aKeyAloneGetsEverything() {
    assertThat(shares.divide(8_000, List.of(new Claimant<>("a", 1, 0, 20_000))))
        .containsExactly(Map.entry("a", 8_000));
  }

  @Test
  void twoKeysGetHalfEach() {
    assertThat(
            shares.divide(
                10, List.of(new Claimant<>("a", 1, 0, 99), new Claimant<>("b", 1, 0, 99))))
        .containsOnly(Map.entry("a", 5), Map.entry("b", 5));
  }

  @Test
  void whatRunsCountsSoThatTheLateOneCatchesUp() {
    assertThat(
            shares.divide(
                10, List.of(new Claimant<>("a", 1, 90, 99), new Claimant<>("b", 1, 0, 99))))
        .containsOnly(Map.entry("b", 10));
  }

  @Test
  void whatOneKeyDoesNotWantIsForTheOthers() {
    assertThat(
            shares.divide(10, List.of(new Claimant<>("a", 1, 0, 99), new Claimant<>("b", 1, 0, 2))))
        .containsOnly(Map.entry("a", 8), Map.entry("b", 2));
  }

  @Test
  void aHeavierKeyGetsMore() {
    assertThat(
            shares.divide(
                12, List.of(new Claimant<>("a", 3, 0, 99), new Claimant<>("b", 1, 0, 99))))
        .containsOnly(Map.entry("a", 9), Map.entry("b", 3));
  }

  @Test
  void aSinglePermitGoesRoundByWeight() {
    Map<String, Integer> served = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      shares
          .divide(
              1,
              List.of(
                  new Claimant<>("a", 2, 0, 99),
                  new Claimant<>("b", 1, 0, 99),
                  new Claimant<>("c", 1, 0, 99)))
          .forEach((key, tasks) -> served.merge(key, tasks, Integer::sum));
    }
    assertThat(served.get("a")).isCloseTo(200, within(4));
    assertThat(served.get("b")).isCloseTo(100, within(4));
    assertThat(served.get("c")).isCloseTo(100, within(4));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void everyDivisionIsExactWorkConservingAndMaxMin(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Claimant<String>> claimants = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        claimants.add(
            new Claimant<>(
                "user-" + i,
                random.nextBoolean() ? 1 : 1 + random.nextInt(8) / 2.0,
                random.nextInt(50),
                random.nextInt(40)));
      }
      check(random.nextInt(120), claimants, "seed " + seed + ", round " + round);
    }
  }

  private void check(int free, List<Claimant<String>> claimants, String where) {
    Map<String, Integer> granted = shares.divide(free, claimants);

    int wanted = claimants.stream().mapToInt(Claimant::waiting).sum();
    assertThat(granted.values().stream().mapToInt(Integer::intValue).sum())
        .as("%s: all that is free, or all that is wanted", where)
        .isEqualTo(Math.min(free, wanted));
    for (Claimant<String> rich : claimants) {
      int got = granted.getOrDefault(rich.key(), 0);
      assertThat(got).as("%s: no more than wanted", where).isBetween(0, rich.waiting());
      for (Claimant<String> poor : claimants) {
        int had = granted.getOrDefault(poor.key(), 0);
        if (got > 0 && had < poor.waiting()) {
          assertThat((rich.running() + got - 1) / rich.weight())
              .as("%s: the last permit of %s was not due to %s", where, rich, poor)
              .isLessThanOrEqualTo((poor.running() + had) / poor.weight() + ROUNDING);
        }
      }
    }
  }
}
