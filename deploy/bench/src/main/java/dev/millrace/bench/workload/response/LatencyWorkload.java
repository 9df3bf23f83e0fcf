package dev.millrace.bench.workload.response;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.util.Map;

/// How long one task takes from submit to the moment a client can read that it is done, under a
/// light load.
public final class LatencyWorkload implements Workload {

  private static final int PER_SECOND = 100;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public Ability needs() {
    return Ability.SUBMIT;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var readings =
        contender.apply(
            new LoadRequest.Paced(scale.pacedSeconds() * PER_SECOND, PER_SECOND, scale.patience()));
    return Map.of(
        Metrics.LATENCY_P50, readings.get(Readings.FINISHED_P50),
        Metrics.LATENCY_P99, readings.get(Readings.FINISHED_P99));
  }
}
