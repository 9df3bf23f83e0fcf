package dev.millrace.bench.workload;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.load.Work;
import java.time.Duration;
import java.util.Map;

/// Bulk after many tasks have finished and are still kept.
final class GrowthWorkload implements Workload {

  private static final Duration GROWING = Duration.ofMinutes(30);

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public Ability needs() {
    return Ability.GROWTH;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    contender.apply(new LoadRequest.Bulk(scale.growth(), Work.NOTHING, GROWING));
    var readings =
        contender.apply(new LoadRequest.Bulk(scale.bulk(), Work.NOTHING, scale.patience()));
    return Map.of(Metrics.GROWN_RATE, scale.bulk() / readings.get(Readings.SECONDS));
  }
}
