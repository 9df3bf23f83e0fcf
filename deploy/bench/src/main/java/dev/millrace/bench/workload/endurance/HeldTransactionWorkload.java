package dev.millrace.bench.workload.endurance;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.load.Work;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.util.Map;

/// Bulk while somebody holds a transaction open in the database, which keeps vacuum from cleaning
/// up.
public final class HeldTransactionWorkload implements Workload {

  @Override
  public String name() {
    return "held-once";
  }

  @Override
  public Ability needs() {
    return Ability.HELD_TRANSACTION;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    try (var _ = OpenTransaction.in(contender)) {
      var readings =
          contender.apply(new LoadRequest.Bulk(scale.bulk(), Work.NOTHING, scale.patience()));
      return Map.of(Metrics.HELD_RATE, scale.bulk() / readings.get(Readings.SECONDS));
    }
  }
}
