package dev.millrace.bench.figures;

import dev.millrace.bench.figures.Metric.Better;
import java.util.Optional;

/// What Millrace promised itself for one metric.
///
/// @param promise what is promised, in words
public record Budget(String promise, Metric metric, Bound bound) {

  /// What a figure is held against.
  public sealed interface Bound {

    /// A number of the metric's unit.
    record Limit(double value) implements Bound {}

    /// So many times as good as that contender in the same rounds.
    record AheadOf(String contender, double times) implements Bound {}
  }

  public Budget(String promise, Metric metric, double limit) {
    this(promise, metric, new Bound.Limit(limit));
  }

  /// The number that decides: the median, or the median of the ratios to the other contender.
  ///
  /// @return nothing when it was not measured
  public Optional<Double> figure(Results results, String subject) {
    return switch (bound) {
      case Bound.Limit _ -> results.summary(metric, subject).map(Summary::median);
      case Bound.AheadOf(var other, _) ->
          Ratios.pairwise(results.of(metric, subject), results.of(metric, other), metric.better())
              .map(Summary::median);
    };
  }

  /// Whether that [#figure] keeps the promise.
  public boolean isMetBy(double figure) {
    return switch (bound) {
      case Bound.Limit(var limit) ->
          metric.better() == Better.HIGHER ? figure >= limit : figure <= limit;
      case Bound.AheadOf(_, var times) -> figure >= times;
    };
  }
}
