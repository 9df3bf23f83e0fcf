package dev.millrace.bench.figures;

import dev.millrace.bench.figures.Metric.Better;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// How many times better one contender is than another.
///
/// Compared within each round, because what disturbs the machine disturbs both runs of a round; the
/// summary is taken of the ratios, never the ratio of summaries. Above 1 is better, whichever way
/// the metric points.
public final class Ratios {

  private Ratios() {}

  /// The ratios of the rounds that both have a value for.
  ///
  /// @param of values by round
  /// @param to values by round
  /// @return nothing when no round has both
  public static Optional<Summary> pairwise(
      Map<Integer, Double> of, Map<Integer, Double> to, Better better) {
    var ratios = new ArrayList<Double>();
    of.forEach((round, value) -> {
      var other = to.get(round);
      if (other != null) {
        var ratio = better == Better.HIGHER ? value / other : other / value;
        if (Double.isFinite(ratio)) {
          ratios.add(ratio);
        }
      }
    });
    return ratios.isEmpty() ? Optional.empty() : Optional.of(Summary.of(ratios));
  }
}
