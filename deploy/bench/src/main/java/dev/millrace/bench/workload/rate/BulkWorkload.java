package dev.millrace.bench.workload.rate;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.MemoryWatch;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.load.Work;
import dev.millrace.bench.workload.measure.Consumption;
import dev.millrace.bench.workload.measure.Megabytes;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.util.Map;

/// Tasks that do nothing, submitted in bulk.
public final class BulkWorkload implements Workload {

  @Override
  public String name() {
    return "bulk";
  }

  @Override
  public Ability needs() {
    return Ability.SUBMIT;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    try (var consumption = Consumption.of(contender);
        var memory = MemoryWatch.of(contender)) {
      var readings =
          contender.apply(new LoadRequest.Bulk(scale.bulk(), Work.NOTHING, scale.patience()));
      var figures = consumption.figures(name(), scale.bulk());
      figures.put(Metrics.BULK_RATE, scale.bulk() / readings.get(Readings.SECONDS));
      figures.put(Metrics.BULK_SUBMIT, scale.bulk() / readings.get(Readings.SUBMIT_SECONDS));
      figures.put(Metrics.BULK_CPU, 100 * readings.get(Readings.CPU_SHARE));
      figures.put(Metrics.BULK_MEMORY, Megabytes.ofWorker(memory));
      figures.put(Metrics.BULK_POSTGRES, Megabytes.peak(memory, "postgres"));
      figures.put(Metrics.BULK_ALL_MEMORY, Megabytes.peak(memory, MemoryWatch.ALL));
      return figures;
    }
  }
}
