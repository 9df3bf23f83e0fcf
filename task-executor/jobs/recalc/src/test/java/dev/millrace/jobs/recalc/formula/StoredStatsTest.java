package dev.millrace.jobs.recalc.formula;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoredStatsTest {

  @Test
  void usableStatsBecomeThousandths() {
    assertThat(new StoredStats(120.5, 0.0, 10_000.0, 33.333, 1.0).check())
        .isEqualTo(new BaseStats(120_500, 0, 10_000_000, 33_333, 1000));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThat(new StoredStats(null, Double.NaN, -1.0, Double.POSITIVE_INFINITY, 5.0).check())
        .isEqualTo(
            new UnusableStats(
                "offense is missing; survive is not a number; control is -1.0, outside 0 to 10000;"
                    + " tempo is Infinity, outside 0 to 10000"));
  }
}
