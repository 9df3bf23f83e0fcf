package dev.millrace.bench.workload.endurance;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.load.Work;
import dev.millrace.bench.millrace.RunningMillrace;
import dev.millrace.bench.usage.StoredSizes;
import dev.millrace.bench.workload.measure.Megabytes;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Bulk in a closed loop while as many tasks expire as are accepted: the rate that a system keeps
/// that is not new.
///
/// Measured is after the retention, when the first tasks have gone. What a contender deletes or
/// keeps by itself is its own affair.
public final class SteadyWorkload implements Workload {

  private static final int BATCHES = 20;
  private static final Duration FILL = Profile.RETENTION.plus(Profile.EXPIRY.multipliedBy(2));
  private static final Duration PREPARING = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "steady";
  }

  @Override
  public Ability needs() {
    return Ability.STEADY;
  }

  @Override
  public Profile profile() {
    return Profile.STEADY;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var time = scale.endurance().times().steady();
    if (contender instanceof RunningMillrace millrace) {
      var readings =
          millrace.apply(new LoadRequest.Bulk(scale.bulk(), Work.NOTHING, scale.patience()));
      double rate = scale.bulk() / readings.get(Readings.SECONDS);
      // Copying takes its time, and what has become old meanwhile goes while the tables fill.
      millrace.addOldRuns(rate, FILL.plus(time).multipliedBy(5).dividedBy(4), PREPARING);
    }
    var figures = new LinkedHashMap<Metric, Double>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> before = pool.submit(afterFill(contender));
      var readings = contender.apply(new LoadRequest.Steady(BATCHES, FILL, time));
      figures.put(
          Metrics.STEADY_RATE, readings.get(Readings.FINISHED) / readings.get(Readings.SECONDS));
      figures.put(Metrics.STEADY_BEFORE, Megabytes.of(before.get()));
    }
    figures.put(Metrics.STEADY_AFTER, Megabytes.of(StoredSizes.bytes(contender.stores())));
    StoredSizes.rows(contender.stores())
        .forEach((table, rows) -> figures.put(Metrics.steadyRows(table), (double) rows));
    return figures;
  }

  private static Callable<Long> afterFill(RunningContender contender) {
    return () -> {
      TimeUnit.MILLISECONDS.sleep(FILL.toMillis());
      return StoredSizes.bytes(contender.stores());
    };
  }
}
