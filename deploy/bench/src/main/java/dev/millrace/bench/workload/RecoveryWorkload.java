package dev.millrace.bench.workload;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.Profile;
import java.time.Duration;
import java.util.Map;

/// What becomes of running tasks when their worker is killed.
final class RecoveryWorkload implements Workload {

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
    return Map.of(
        Metrics.RECOVERY_TIME, recovery.seconds(),
        Metrics.LOST, (double) recovery.lost(),
        Metrics.DOUBLED, (double) recovery.doubled());
  }
}
