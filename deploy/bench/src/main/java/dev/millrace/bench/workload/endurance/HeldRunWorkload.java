package dev.millrace.bench.workload.endurance;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.Deadline;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.load.Work;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.PartlyMeasured;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.util.LinkedHashMap;
import java.util.Map;

/// Bulk again and again, and the same beside a transaction that is open from the first task to the
/// last: whether what vacuum cannot clean up makes it slower and slower.
///
/// Each of the two ends early when the patience does: what becomes too slow has fewer points.
public final class HeldRunWorkload implements Workload {

  private static final String TASKS = "tasks run";

  @Override
  public String name() {
    return "held";
  }

  @Override
  public Ability needs() {
    return Ability.HELD_RUN;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var figures = new LinkedHashMap<Metric, Double>();
    try {
      slices(contender, scale, Metrics.FREE_SLICE, figures);
      try (var _ = OpenTransaction.in(contender)) {
        slices(contender, scale, Metrics.HELD_SLICE, figures);
      }
      return figures;
    } catch (Exception e) {
      throw new PartlyMeasured(figures, e);
    }
  }

  private static void slices(
      RunningContender contender, Scale scale, Metric rate, Map<Metric, Double> figures)
      throws Exception {
    var deadline = new Deadline(scale.patience());
    for (int slice = 1; slice <= scale.endurance().slices(); slice++) {
      if (deadline.left().isZero()) {
        return;
      }
      var readings =
          contender.apply(new LoadRequest.Bulk(scale.bulk(), Work.NOTHING, scale.patience()));
      figures.put(
          rate.at((long) slice * scale.bulk(), TASKS),
          scale.bulk() / readings.get(Readings.SECONDS));
    }
  }
}
