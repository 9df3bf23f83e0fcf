package dev.millrace.bench.figures;

import java.util.Collection;

/// Median and range of some runs. The median of an even number is the mean of the middle two.
public record Summary(double median, double least, double most, int runs) {

  /// Of all of them.
  ///
  /// @throws IllegalArgumentException when there is no run
  public static Summary of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no run to summarize");
    }
    var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Summary(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }
}
