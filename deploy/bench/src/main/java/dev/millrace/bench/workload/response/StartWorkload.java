package dev.millrace.bench.workload.response;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.millrace.RunningMillrace;
import dev.millrace.bench.workload.measure.Megabytes;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.util.Map;

/// From nothing to a standalone that answers: how long it took, and what it holds then.
public final class StartWorkload implements Workload {

  @Override
  public String name() {
    return "start";
  }

  @Override
  public Ability needs() {
    return Ability.START;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) {
    var startup = RunningMillrace.of(contender).startup();
    long all = startup.memory().values().stream().mapToLong(bytes -> bytes).sum();
    return Map.of(
        Metrics.START_TIME,
        startup.untilAnswer().toNanos() / 1e9,
        Metrics.START_MEMORY,
        Megabytes.of(all));
  }
}
