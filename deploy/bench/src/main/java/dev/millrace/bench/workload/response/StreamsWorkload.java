package dev.millrace.bench.workload.response;

import dev.millrace.bench.contender.Contender.Ability;
import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.load.Deadline;
import dev.millrace.bench.millrace.RunningMillrace;
import dev.millrace.bench.millrace.process.StreamReaders;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Scale;
import dev.millrace.bench.workload.measure.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Streams of server-sent events on which nothing happens, and beside them tasks that are watched.
public final class StreamsWorkload implements Workload {

  private static final int PER_SECOND = 200;

  @Override
  public String name() {
    return "streams";
  }

  @Override
  public Ability needs() {
    return Ability.STREAMS;
  }

  /// Twice as many as sleepers.
  @Override
  public Map<Metric, Double> measure(RunningContender contender, Scale scale) throws Exception {
    var millrace = RunningMillrace.of(contender);
    int streams = 2 * scale.sleepers();
    int tasks = PER_SECOND * scale.pacedSeconds();
    double cpuBefore = cpuShare(millrace, scale);
    long heapBefore = millrace.heapInUse();
    try (StreamReaders idle = millrace.openIdleStreams(streams);
        StreamReaders watching = millrace.readers()) {
      idle.awaitBegun(streams, new Deadline(scale.patience()));
      double heap = millrace.heapInUse() - heapBefore;
      double cpu = cpuShare(millrace, scale);
      millrace.submitAndWatch(tasks, PER_SECOND, watching);
      watching.awaitEnded(tasks, new Deadline(scale.patience()));
      double[] delays = watching.delays().stream().mapToDouble(delay -> delay).sorted().toArray();
      if (delays.length < tasks) {
        throw new IllegalStateException("streams told " + delays.length + " ends of " + tasks);
      }
      return Map.of(
          Metrics.STREAM_HEAP,
          heap / streams / 1_024,
          Metrics.STREAMS_CPU,
          cpu - cpuBefore,
          Metrics.STREAM_P50,
          delays[delays.length / 2],
          Metrics.STREAM_P99,
          delays[delays.length * 99 / 100]);
    }
  }

  /// Percent of the machine.
  private static double cpuShare(RunningMillrace millrace, Scale scale)
      throws InterruptedException {
    Duration before = millrace.cpu();
    TimeUnit.SECONDS.sleep(scale.pacedSeconds());
    double used = millrace.cpu().minus(before).toNanos() / 1e9;
    return 100 * used / scale.pacedSeconds() / Runtime.getRuntime().availableProcessors();
  }
}
