package dev.millrace.bench.workload;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import java.util.Map;
import java.util.Optional;

/// A workload that the report names and says why it has no figure.
record UnmeasuredWorkload(String name, String reason) implements Workload {

  @Override
  public Ability needs() {
    return Ability.SUBMIT;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.of(reason);
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) {
    return Map.of();
  }
}
