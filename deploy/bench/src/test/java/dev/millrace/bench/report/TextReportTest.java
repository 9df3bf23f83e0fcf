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
    assertThat(report()).contains("bulk: rate (tasks/s)  10,000     9,000   NO");
  }

  @Test
  void budgetWithoutAFigureIsNotCalledMet() {
    assertThat(report()).contains("bulk: rate (tasks/s)  10,000  not measured\n");
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
        List.of(new Budget(RATE, 10_000)),
        Map.of("cores", "2"),
        Map.of("good", Map.of("threads", "50")),
        List.of("fold: no driver"));
  }
}
