package dev.millrace.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final float[] EAST = {1, 0};
  private static final float[] ALSO_EAST = {1, 0};
  private static final float[] NORTH = {0, 1};

  @Test
  void theSecondPickIsUnlikeTheFirst() {
    assertThat(Ranking.diverse(List.of(EAST, ALSO_EAST, NORTH), new double[] {0.9, 0.9, 0.8}, 2, 0))
        .extracting(Ranking.Pick::index)
        .containsExactly(0, 2);
  }

  @Test
  void whatIsNotRelevantEnoughIsNotPicked() {
    assertThat(Ranking.diverse(List.of(EAST, NORTH), new double[] {0.9, 0.3}, 5, 0.5))
        .containsExactly(new Ranking.Pick(0, 0.9));
  }

  @Test
  void theCentreOfAllIsMostCentralAndTheBeginningCountsMore() {
    double[] scores = Ranking.centrality(List.of(EAST, ALSO_EAST, NORTH));
    assertThat(scores[0]).isGreaterThan(scores[1]);
    assertThat(scores[1]).isGreaterThan(scores[2]);
  }

  @Test
  void similarityIsToTheNearestQuery() {
    assertThat(Ranking.similarity(List.of(EAST), List.of(NORTH, EAST))).containsExactly(1.0);
  }
}
