package dev.millrace.bench.workload.rate;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.LoadRequest;
import dev.millrace.bench.load.Profile;
import dev.millrace.bench.load.Readings;
import dev.millrace.bench.load.Work;
import dev.millrace.bench.millrace.RunningMillrace;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.PartlyMeasured;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/// What more executors give: to tasks that need the processor, which all of them share here, and to
/// tasks that wait, of which each executor runs only so many at once.
public final class ExecutorsWorkload implements Workload {

  private static final String EXECUTORS = "executors";
  private static final Work WAITING = Work.sleeping(Duration.ofSeconds(1));

  @Override
  public String name() {
    return EXECUTORS;
  }

  @Override
  public Ability needs() {
    return Ability.EXECUTORS;
  }

  @Override
  public Profile profile() {
    return Profile.FLEET;
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var millrace = RunningMillrace.of(contender);
    var figures = new LinkedHashMap<Metric, Double>();
    var more = new ArrayDeque<AutoCloseable>();
    try {
      for (int executors : scale.endurance().executors()) {
        while (more.size() + 1 < executors) {
          more.push(millrace.startExecutor(more.size() + 2));
        }
        // Each figure is of executors that have run before.
        millrace.apply(new LoadRequest.Bulk(scale.warmUp(), Work.NOTHING, scale.patience()));
        figures.put(
            Metrics.NOTHING_RATE.at(executors, EXECUTORS),
            rate(millrace, scale, scale.bulk(), Work.NOTHING));
        figures.put(
            Metrics.SLEEPERS_RATE.at(executors, EXECUTORS),
            rate(millrace, scale, scale.sleepers(), WAITING));
      }
      return figures;
    } catch (Exception e) {
      throw new PartlyMeasured(figures, e);
    } finally {
      for (var executor : more) {
        executor.close();
      }
    }
  }

  private static double rate(RunningMillrace millrace, Scale scale, int count, Work work)
      throws Exception {
    var readings = millrace.apply(new LoadRequest.Bulk(count, work, scale.patience()));
    return count / readings.get(Readings.SECONDS);
  }
}
