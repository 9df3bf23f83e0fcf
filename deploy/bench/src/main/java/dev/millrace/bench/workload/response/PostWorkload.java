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

/// How long a client waits for its submit to be accepted, under a medium load.
public final class PostWorkload implements Workload {

  private static final int PER_SECOND = 500;

  @Override
  public String name() {
    return "post";
  }

  @Override
  public Ability needs() {
    return Ability.SUBMIT;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var readings =
        contender.apply(
            new LoadRequest.Submits(
                scale.pacedSeconds() * PER_SECOND, PER_SECOND, scale.patience()));
    return Map.of(
        Metrics.POST_P50, readings.get(Readings.ACCEPTED_P50),
        Metrics.POST_P99, readings.get(Readings.ACCEPTED_P99));
  }
}
