package dev.millrace.bench.report;

import dev.millrace.bench.figures.Budget;
import dev.millrace.bench.figures.Budget.Bound;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.figures.Metric.Better;
import dev.millrace.bench.figures.Metric.Position;
import dev.millrace.bench.figures.Results;
import java.util.Comparator;
import java.util.Optional;

/// What became of one budget: a figure and whether it is kept, or why there is no figure.
///
/// @param why empty when there is a figure
record Verdict(Budget budget, Optional<Double> figure, String why) {

  static Verdict of(Budget budget, Results results, String subject) {
    var figure = budget.figure(results, subject);
    return new Verdict(budget, figure, figure.isPresent() ? "" : why(budget, results, subject));
  }

  Optional<Boolean> isMet() {
    return figure.map(budget::isMetBy);
  }

  /// Such as `at most 50 ms`.
  String bound() {
    var metric = budget.metric();
    return switch (budget.bound()) {
      case Bound.Limit(var limit) ->
          (metric.better() == Better.HIGHER ? "at least " : "at most ")
              + Numbers.of(limit)
              + " "
              + metric.unit();
      case Bound.AheadOf(var other, var times) -> "at least " + Numbers.times(times) + " " + other;
    };
  }

  String median() {
    return figure
        .map(value ->
            budget.bound() instanceof Bound.AheadOf
                ? Numbers.times(value)
                : Numbers.of(value) + " " + budget.metric().unit())
        .orElse("");
  }

  String word() {
    return isMet().map(met -> met ? "met" : "NOT MET").orElse("not measured: " + why);
  }

  private static String why(Budget budget, Results results, String subject) {
    var metric = budget.metric();
    var run = subject + " " + metric.workload() + ", ";
    if (results.failures().stream().anyMatch(line -> line.startsWith(run))) {
      return "the run failed, see below";
    }
    var nearest = nearest(metric, results, subject);
    if (nearest.isPresent()) {
      var point = nearest.get();
      return Numbers.of(results.summary(point, subject).orElseThrow().median())
          + " "
          + point.unit()
          + " at "
          + point.at().orElseThrow();
    }
    boolean alone = !results.of(metric, subject).isEmpty();
    return budget.bound() instanceof Bound.AheadOf(var other, _) && alone
        ? other + " has no figure"
        : metric.workload() + " was not run";
  }

  /// The furthest point of the curve that was measured.
  private static Optional<Metric> nearest(Metric metric, Results results, String subject) {
    return results.metrics().stream()
        .filter(metric::isOnCurveOf)
        .filter(point -> point.at().isPresent() && !results.of(point, subject).isEmpty())
        .max(Comparator.comparing(point -> point.at().map(Position::value).orElse(0L)));
  }
}
