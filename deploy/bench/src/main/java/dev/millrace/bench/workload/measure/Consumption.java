package dev.millrace.bench.workload.measure;

import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.usage.ProcessorWatch;
import dev.millrace.bench.usage.WalMark;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a load costs for a task: processor time and WAL, from when this is opened.
public final class Consumption implements AutoCloseable {

  private final RunningContender contender;
  private final WalMark before;
  private final ProcessorWatch processor;

  private Consumption(RunningContender contender) throws SQLException {
    this.contender = contender;
    this.before = WalMark.of(contender.database());
    this.processor = ProcessorWatch.of(contender);
  }

  public static Consumption of(RunningContender contender) throws SQLException {
    return new Consumption(contender);
  }

  /// By part and stage, and of the WAL.
  ///
  /// @param tasks that were run since then
  public Map<Metric, Double> figures(String workload, int tasks) throws Exception {
    var figures = new LinkedHashMap<Metric, Double>();
    // First: looking at the WAL takes time.
    processor
        .used()
        .forEach((part, time) ->
            figures.put(Metrics.processorTime(workload, part), micros(time) / tasks));
    var wal = before.untilNow(contender.database());
    figures.put(Metrics.wal(workload, "bytes/task"), wal.bytes() / tasks);
    figures.put(Metrics.wal(workload, "records/task"), wal.records() / tasks);
    return figures;
  }

  @Override
  public void close() {
    processor.close();
  }

  private static double micros(Duration time) {
    return time.toNanos() / 1e3;
  }
}
