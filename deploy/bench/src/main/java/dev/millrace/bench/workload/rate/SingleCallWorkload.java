package dev.millrace.bench.workload.rate;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.workload.measure.Consumption;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.util.Map;

/// Tasks that do nothing, submitted one by one by many clients at the same time.
public final class SingleCallWorkload implements Workload {

  @Override
  public String name() {
    return "single";
  }

  @Override
  public Ability needs() {
    return Ability.SUBMIT;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    int count = scale.singleCalls();
    try (var consumption = Consumption.of(contender)) {
      var readings =
          contender.apply(new LoadRequest.Clients(scale.clients(), count, scale.patience()));
      var figures = consumption.figures(name(), count);
      figures.put(Metrics.SINGLE_RATE, count / readings.get(Readings.SECONDS));
      figures.put(Metrics.SINGLE_CPU, 100 * readings.get(Readings.CPU_SHARE));
      return figures;
    }
  }
}
