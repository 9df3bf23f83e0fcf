package dev.millrace.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.figures.Metric.Better;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatiosTest {

  /// The ratio of the medians would be 1: the machine was slow in the second round for both.
  @Test
  void runsAreComparedWithinTheirRound() {
    var ours = Map.of(1, 100.0, 2, 20.0, 3, 300.0);
    var theirs = Map.of(1, 50.0, 2, 10.0, 3, 100.0);
    assertThat(Ratios.pairwise(ours, theirs, Better.HIGHER)).contains(new Summary(2, 2, 3, 3));
  }

  @Test
  void aboveOneIsBetterForTimesToo() {
    assertThat(Ratios.pairwise(Map.of(1, 2.0), Map.of(1, 8.0), Better.LOWER))
        .contains(new Summary(4, 4, 4, 1));
  }

  @Test
  void roundThatOneOfThemMissedDoesNotCount() {
    var ours = Map.of(1, 10.0, 3, 30.0);
    var theirs = Map.of(2, 5.0, 3, 15.0);
    assertThat(Ratios.pairwise(ours, theirs, Better.HIGHER)).contains(new Summary(2, 2, 2, 1));
  }

  @Test
  void withoutACommonRoundThereIsNoRatio() {
    assertThat(Ratios.pairwise(Map.of(1, 1.0), Map.of(2, 1.0), Better.HIGHER)).isEmpty();
  }

  @Test
  void nothingIsComparedWithZero() {
    assertThat(Ratios.pairwise(Map.of(1, 1.0), Map.of(1, 0.0), Better.HIGHER)).isEmpty();
  }
}
