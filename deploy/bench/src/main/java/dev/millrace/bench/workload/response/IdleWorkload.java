package dev.millrace.bench.workload.response;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.usage.ProcessorWatch;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What a contender takes of the processor while it has nothing to do.
public final class IdleWorkload implements Workload {

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public Ability needs() {
    return Ability.IDLE;
  }

  @Override
  public Profile profile() {
    return Profile.IDLE;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var times = scale.endurance().times();
    TimeUnit.MILLISECONDS.sleep(times.rest().toMillis());
    long start = System.nanoTime();
    try (var processor = ProcessorWatch.of(contender)) {
      TimeUnit.MILLISECONDS.sleep(times.idle().toMillis());
      return shares(processor.used(), System.nanoTime() - start);
    }
  }

  /// The load's own process is not the contender's.
  private static Map<Metric, Double> shares(Map<String, Duration> used, long nanos) {
    var figures = new LinkedHashMap<Metric, Double>();
    used.forEach((part, time) -> {
      double share = 100.0 * time.toNanos() / nanos;
      switch (part) {
        case ProcessorWatch.ALL, ProcessorWatch.LOAD -> {}
        case ProcessorWatch.JAVA, ProcessorWatch.POSTGRES -> {
          figures.merge(Metrics.IDLE_CPU, share, Double::sum);
          figures.put(Metrics.idle(part), share);
        }
        default -> figures.put(Metrics.idle(part), share);
      }
    });
    return figures;
  }
}
