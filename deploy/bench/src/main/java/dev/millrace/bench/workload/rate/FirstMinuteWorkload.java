package dev.millrace.bench.workload.rate;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.time.Duration;
import java.util.Map;

/// Bulk from the moment at which a fresh process accepts tasks, for as long as its program is still
/// being compiled: what a deployment costs its users.
public final class FirstMinuteWorkload implements Workload {

  private static final int BATCHES = 20;

  @Override
  public String name() {
    return "first-minute";
  }

  @Override
  public Ability needs() {
    return Ability.FIRST_MINUTE;
  }

  @Override
  public Profile profile() {
    return Profile.COLD;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var readings =
        contender.apply(
            new LoadRequest.Steady(BATCHES, Duration.ZERO, scale.endurance().times().cold()));
    return Map.of(
        Metrics.COLD_RATE, readings.get(Readings.FINISHED) / readings.get(Readings.SECONDS));
  }
}
