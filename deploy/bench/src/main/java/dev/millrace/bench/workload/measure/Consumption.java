package dev.millrace.bench.workload.measure;

import dev.millrace.bench.contender.RunningContender;
import dev.millrace.bench.contender.RunningContender.DatabaseAccess;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.usage.ProcessorWatch;
import dev.millrace.bench.usage.WalMark;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a load costs for a task: processor time and WAL, from when this is opened.
public final class Consumption implements AutoCloseable {

  private final Optional<WalSpan> wal;
  private final ProcessorWatch processor;

  private Consumption(RunningContender contender) throws SQLException {
    var writer = contender.walWriter();
    this.wal = writer.isPresent() ? Optional.of(WalSpan.from(writer.get())) : Optional.empty();
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
    if (wal.isPresent()) {
      var written = wal.get().untilNow();
      figures.put(Metrics.wal(workload, "bytes/task"), written.bytes() / tasks);
      figures.put(Metrics.wal(workload, "records/task"), written.records() / tasks);
    }
    return figures;
  }

  @Override
  public void close() {
    processor.close();
  }

  private record WalSpan(DatabaseAccess server, WalMark first) {

    static WalSpan from(DatabaseAccess server) throws SQLException {
      return new WalSpan(server, WalMark.of(server));
    }

    WalMark.Growth untilNow() throws SQLException, InterruptedException {
      return first.untilNow(server);
    }
  }

  private static double micros(Duration time) {
    return time.toNanos() / 1e3;
  }
}
