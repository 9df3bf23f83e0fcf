package dev.millrace.bench.workload.response;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.MemoryWatch;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.load.Work;
import dev.millrace.bench.workload.measure.Megabytes;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.time.Duration;
import java.util.Map;

/// Thousands of tasks that wait a second each, on one worker.
public final class SleepWorkload implements Workload {

  @Override
  public String name() {
    return "sleep";
  }

  @Override
  public Ability needs() {
    return Ability.SLEEP;
  }

  @Override
  public Profile profile() {
    return Profile.SLEEPERS;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    try (var memory = MemoryWatch.of(contender)) {
      var readings =
          contender.apply(
              new LoadRequest.Bulk(
                  scale.sleepers(), Work.sleeping(Duration.ofSeconds(1)), scale.patience()));
      return Map.of(
          Metrics.SLEEP_TIME, readings.get(Readings.SECONDS),
          Metrics.SLEEP_MEMORY, Megabytes.ofWorker(memory));
    }
  }
}
