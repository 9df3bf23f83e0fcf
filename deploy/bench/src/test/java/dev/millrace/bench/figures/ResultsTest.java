package dev.millrace.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.figures.Metric.Better;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

  private static final Metric RATE = new Metric("bulk", "rate", "tasks/s", Better.HIGHER);
  private static final Metric TIME = new Metric("sleep", "time", "s", Better.LOWER);

  private final Results results = new Results(Comparator.comparing(Metric::workload));

  @Test
  void bestIsTheHighestRate() {
    results.add(RATE, "a", 1, 10);
    results.add(RATE, "b", 1, 20);
    assertThat(results.best(RATE, List.of("a", "b", "c"))).contains("b");
  }

  @Test
  void bestIsTheShortestTime() {
    results.add(TIME, "a", 1, 10);
    results.add(TIME, "b", 1, 20);
    assertThat(results.best(TIME, List.of("a", "b"))).contains("a");
  }

  @Test
  void bestIsByMedianNotByASingleRun() {
    results.add(RATE, "a", 1, 10);
    results.add(RATE, "a", 2, 10);
    results.add(RATE, "a", 3, 100);
    results.add(RATE, "b", 1, 20);
    assertThat(results.best(RATE, List.of("a", "b"))).contains("b");
  }

  @Test
  void nobodyMeasuredMeansNobodyBest() {
    assertThat(results.best(RATE, List.of("a"))).isEmpty();
  }

  @Test
  void metricsComeInTheirOrder() {
    results.add(TIME, "a", 1, 1);
    results.add(RATE, "a", 1, 1);
    assertThat(results.metrics()).containsExactly(RATE, TIME);
  }

  @Test
  void budgetPointsTheWayOfItsMetric() {
    assertThat(new Budget("it", RATE, 10).isMetBy(10)).isTrue();
    assertThat(new Budget("it", RATE, 10).isMetBy(9)).isFalse();
    assertThat(new Budget("it", TIME, 10).isMetBy(10)).isTrue();
    assertThat(new Budget("it", TIME, 10).isMetBy(11)).isFalse();
    assertThat(new Budget("it", RATE, new Budget.Bound.AheadOf("peer", 1.5)).isMetBy(1.5)).isTrue();
    assertThat(new Budget("it", RATE, new Budget.Bound.AheadOf("peer", 1.5)).isMetBy(1.4))
        .isFalse();
  }
}
