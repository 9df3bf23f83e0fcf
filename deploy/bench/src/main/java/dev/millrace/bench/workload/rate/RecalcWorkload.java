package dev.millrace.bench.workload.rate;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.millrace.RunningMillrace;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.util.Map;

/// The rows a second of one recalculation of all monsters.
public final class RecalcWorkload implements Workload {

  private static final String PARAMETERS =
      """
      {"weights":{"offense":1,"survive":1,"control":1,"tempo":1,"pp":1},"scope":"all"}
      """;

  @Override
  public String name() {
    return "recalc";
  }

  @Override
  public Ability needs() {
    return Ability.RECALC;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var millrace = RunningMillrace.of(contender);
    millrace.addMonsters(2 * scale.bulk());
    long start = System.nanoTime();
    var result = millrace.run("/api/tasks/recalc", PARAMETERS, scale.patience()).path("result");
    double seconds = (System.nanoTime() - start) / 1e9;
    long rows = result.path("changed").asLong(0) + result.path("unchanged").asLong(0);
    if (rows == 0) {
      throw new IllegalStateException("there are no monsters to recalculate");
    }
    return Map.of(Metrics.RECALC_RATE, rows / seconds);
  }
}
