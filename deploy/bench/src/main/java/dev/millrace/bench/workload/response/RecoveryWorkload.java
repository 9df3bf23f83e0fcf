package dev.millrace.bench.workload.response;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.millrace.RunningMillrace;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What becomes of running tasks when their worker is killed.
public final class RecoveryWorkload implements Workload {

  private static final Duration EACH = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public Ability needs() {
    return Ability.RECOVERY;
  }

  @Override
  public Profile profile() {
    return Profile.RECOVERY;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var recovery = contender.recover(scale.killed(), EACH, scale.patience());
    var figures = new LinkedHashMap<Metric, Double>();
    figures.put(Metrics.RECOVERY_TIME, recovery.seconds());
    long lost = recovery.lost();
    long doubled = recovery.doubled();
    if (contender instanceof RunningMillrace millrace) {
      var again = millrace.recoverFromNothing(scale.killed(), EACH, scale.patience());
      figures.put(Metrics.RESTART_TIME, again.seconds());
      lost += again.lost();
      doubled += again.doubled();
    }
    figures.put(Metrics.LOST, (double) lost);
    figures.put(Metrics.DOUBLED, (double) doubled);
    return figures;
  }
}
