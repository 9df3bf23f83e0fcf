package dev.millrace.bench.figures;

import dev.millrace.bench.figures.Metric.Better;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Every figure of a campaign: by metric, contender and round. Not safe for several threads.
public final class Results {

  private final Map<Metric, Map<String, SortedMap<Integer, Double>>> values = new LinkedHashMap<>();
  private final Comparator<Metric> order;
  private final List<String> failures = new ArrayList<>();

  /// Nothing yet.
  ///
  /// @param order in which the metrics are reported
  public Results(Comparator<Metric> order) {
    this.order = order;
  }

  public void add(Metric metric, String contender, int round, double value) {
    values
        .computeIfAbsent(metric, _ -> new LinkedHashMap<>())
        .computeIfAbsent(contender, _ -> new TreeMap<>())
        .put(round, value);
  }

  /// A run that gave no figure, and why.
  public void addFailure(String what) {
    failures.add(what);
  }

  public List<String> failures() {
    return List.copyOf(failures);
  }

  /// Those that were measured.
  public List<Metric> metrics() {
    return values.keySet().stream().sorted(order).toList();
  }

  public List<String> contenders(Metric metric) {
    return List.copyOf(values.getOrDefault(metric, Map.of()).keySet());
  }

  /// By round; empty when it was not measured.
  public SortedMap<Integer, Double> of(Metric metric, String contender) {
    return values.getOrDefault(metric, Map.of()).getOrDefault(contender, new TreeMap<>());
  }

  public Optional<Summary> summary(Metric metric, String contender) {
    var runs = of(metric, contender);
    return runs.isEmpty() ? Optional.empty() : Optional.of(Summary.of(runs.values()));
  }

  /// The one with the best median, of those that were measured.
  public Optional<String> best(Metric metric, Collection<String> among) {
    Comparator<String> byMedian =
        Comparator.comparingDouble(
            name -> summary(metric, name).map(Summary::median).orElse(Double.NaN));
    var measured = among.stream().filter(name -> !of(metric, name).isEmpty());
    return metric.better() == Better.HIGHER ? measured.max(byMedian) : measured.min(byMedian);
  }
}
