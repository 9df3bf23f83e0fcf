package dev.millrace.bench.workload.response;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.millrace.RunningMillrace;
import dev.millrace.bench.workload.measure.Read;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long a client waits for what it reads, each kind of read by itself.
public final class ReadsWorkload implements Workload {

  public static final String NAME = "reads";

  private static final int[] PERCENTILES = {50, 95, 99};

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Ability needs() {
    return Ability.READS;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var reads = RunningMillrace.of(contender).reads();
    var figures = new LinkedHashMap<Metric, Double>();
    for (var read : Read.values()) {
      var latencies = read.measure(reads, scale.readSeconds());
      for (int percentile : PERCENTILES) {
        figures.put(read.metric(NAME, percentile), latencies.percentile(percentile));
      }
    }
    return figures;
  }
}
