package dev.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.figures.Budget;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.figures.Metric.Better;
import dev.millrace.bench.figures.Results;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TextReportTest {

  private static final Metric RATE = new Metric("bulk", "rate", "tasks/s", Better.HIGHER);
  private static final Metric READ = new Metric("reads", "GET", "ms", Better.LOWER);

  private final Results results = new Results(Comparator.comparing(Metric::name));

  @Test
  void figuresStandBesideTheBestPeerAndTheFloor() {
    results.add(RATE, "us", 1, 8_000);
    results.add(RATE, "us", 2, 12_000);
    results.add(RATE, "good", 1, 4_000);
    results.add(RATE, "good", 2, 4_000);
    results.add(RATE, "poor", 1, 1_000);
    results.add(RATE, "floor", 1, 16_000);
    assertThat(report().replaceAll(" +", " "))
        .contains(
            """
            bulk: rate (tasks/s) us 10,000 8,000 - 12,000 2 2.50x 0.50x
             good 4,000 4,000 - 4,000 2 0.25x
             poor 1,000 1,000 - 1,000 1 0.25x 0.06x
             floor 16,000 16,000 - 16,000 1 4.00x
            """);
  }

  @Test
  void budgetSaysWhetherItIsMet() {
    results.add(RATE, "us", 1, 9_000);
    assertThat(report()).containsPattern("fast +at least 10,000 tasks/s +9,000 tasks/s +NOT MET");
  }

  @Test
  void budgetWithoutAFigureSaysWhy() {
    assertThat(report()).containsPattern("fast +at least 10,000 .* not measured: bulk was not run");
    results.addFailure("us bulk, round 1: TimeoutException");
    assertThat(report()).containsPattern("fast .* not measured: the run failed, see below");
  }

  @Test
  void budgetToBeAheadIsJudgedRoundByRound() {
    results.add(RATE, "us", 1, 8_000);
    results.add(RATE, "us", 2, 100);
    results.add(RATE, "us", 3, 8_000);
    assertThat(report())
        .containsPattern("faster +at least 1.00x good +not measured: good has no figure");
    results.add(RATE, "good", 1, 10_000);
    results.add(RATE, "good", 2, 50);
    results.add(RATE, "good", 3, 7_900);
    assertThat(report()).containsPattern("faster +at least 1.00x good +1.01x +met");
  }

  @Test
  void budgetForAPointThatWasNotReachedNamesTheFurthestOne() {
    results.add(READ.at(0, "tasks"), "us", 1, 1);
    results.add(READ.at(1_000, "tasks"), "us", 1, 2);
    assertThat(report())
        .containsPattern("quick read +at most 50 ms +not measured: 2 ms at 1,000 tasks");
  }

  @Test
  void whatIsMissingIsNamed() {
    results.addFailure("good sleep, round 1: TimeoutException");
    assertThat(report())
        .contains("not measured: fold: no driver\n")
        .contains("failed: good sleep, round 1: TimeoutException\n");
  }

  @Test
  void jsonHoldsEveryRun() {
    results.add(RATE, "us", 1, 8_000);
    results.add(RATE, "us", 2, 12_000);
    var json = new JsonMapper().readTree(JsonReport.of(campaign()));
    var us = json.at("/figures/0/contenders/us");
    assertThat(us.path("median").asDouble()).isEqualTo(10_000);
    assertThat(us.path("runs").size()).isEqualTo(2);
    assertThat(json.at("/budgets/0/met").asBoolean()).isTrue();
    assertThat(json.at("/budgets/2/verdict").asString())
        .isEqualTo("not measured: reads was not run");
    assertThat(json.at("/environment/cores").asString()).isEqualTo("2");
  }

  private String report() {
    return TextReport.of(campaign());
  }

  private Campaigned campaign() {
    return new Campaigned(
        results,
        List.of("good", "poor"),
        List.of("floor"),
        "us",
        List.of(
            new Budget("fast", RATE, 10_000),
            new Budget("faster", RATE, new Budget.Bound.AheadOf("good", 1)),
            new Budget("quick read", READ.at(1_000_000, "tasks"), 50)),
        Map.of("cores", "2"),
        Map.of("good", Map.of("threads", "50")),
        List.of("fold: no driver"));
  }
}
