package dev.millrace.bench.workload.endurance;

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
import dev.millrace.bench.workload.measure.Read;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Bulk and reads with ever more finished tasks in the tables.
public final class GrowthWorkload implements Workload {

  public static final String NAME = "growth";

  private static final Duration GROWING = Duration.ofHours(1);
  private static final String FINISHED = "finished tasks";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Ability needs() {
    return Ability.GROWTH;
  }

  @Override
  public Profile profile() {
    return Profile.GROWTH;
  }

  /// The bulk rate with so many finished tasks.
  static Metric rateAt(long finished) {
    return Metrics.GROWN_RATE.at(finished, FINISHED);
  }

  /// How long 95 of 100 such reads take at most with so many finished tasks.
  public static Metric readAt(Read read, long finished) {
    return read.metric(NAME, 95).at(finished, FINISHED);
  }

  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var millrace = RunningMillrace.of(contender);
    var figures = new LinkedHashMap<Metric, Double>();
    var refused = new ArrayList<Exception>();
    try {
      long copied = 0;
      for (long finished : scale.endurance().growth()) {
        millrace.addFinished(finished - copied, GROWING);
        copied = finished;
        var readings =
            millrace.apply(new LoadRequest.Bulk(scale.bulk(), Work.NOTHING, scale.patience()));
        figures.put(rateAt(finished), scale.bulk() / readings.get(Readings.SECONDS));
        var reads = millrace.reads();
        for (var read : Read.values()) {
          try {
            var latencies = read.measure(reads, scale.readSeconds());
            figures.put(readAt(read, finished), latencies.percentile(95));
          } catch (IOException e) {
            // Refused or not answered: this point is missing, the others may be there.
            refused.add(e);
          }
        }
      }
    } catch (Exception e) {
      throw new PartlyMeasured(figures, e);
    }
    if (!refused.isEmpty()) {
      throw new PartlyMeasured(figures, refused.getFirst());
    }
    return figures;
  }
}
