package dev.millrace.bench.workload.rate;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.util.Map;

/// How fast a backlog is worked off that grew while nothing consumed.
public final class BacklogWorkload implements Workload {

  @Override
  public String name() {
    return "backlog";
  }

  @Override
  public Ability needs() {
    return Ability.BACKLOG;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var readings = contender.apply(new LoadRequest.Backlog(scale.backlog(), scale.patience()));
    return Map.of(Metrics.DRAIN_RATE, scale.backlog() / readings.get(Readings.SECONDS));
  }
}
