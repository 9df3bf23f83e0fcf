package dev.millrace.bench.figures;

import dev.millrace.bench.figures.Metric.Better;

/// A limit that Millrace set itself for one metric.
public record Budget(Metric metric, double limit) {

  public boolean isMetBy(double value) {
    return metric.better() == Better.HIGHER ? value >= limit : value <= limit;
  }
}
