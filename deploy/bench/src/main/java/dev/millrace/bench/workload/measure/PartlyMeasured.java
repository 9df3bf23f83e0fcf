package dev.millrace.bench.workload.measure;

import dev.millrace.bench.figures.Metric;
import java.util.LinkedHashMap;
import java.util.Map;

/// A workload that takes long failed at one of its points: what it measured is kept.
public final class PartlyMeasured extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Map<Metric, Double> figures;

  /// @param cause what went wrong first
  public PartlyMeasured(Map<Metric, Double> figures, Exception cause) {
    super(cause.getMessage(), cause);
    this.figures = new LinkedHashMap<>(figures);
  }

  public Map<Metric, Double> figures() {
    return new LinkedHashMap<>(figures);
  }
}
