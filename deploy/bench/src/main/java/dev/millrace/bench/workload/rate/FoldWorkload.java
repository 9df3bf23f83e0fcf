package dev.millrace.bench.workload.rate;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Work;
import dev.millrace.bench.millrace.RunningMillrace;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.util.Map;

/// How fast the projection folds a log that is there: what a rebuild takes.
public final class FoldWorkload implements Workload {

  @Override
  public String name() {
    return "fold";
  }

  @Override
  public Ability needs() {
    return Ability.FOLD;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var millrace = RunningMillrace.of(contender);
    millrace.apply(
        new LoadRequest.Bulk(scale.endurance().folded(), Work.NOTHING, scale.patience()));
    return Map.of(Metrics.FOLD_RATE, millrace.fold(scale.patience()));
  }
}
