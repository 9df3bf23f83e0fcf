package dev.millrace.bench.workload.measure;

import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.figures.Metric.Better;
import java.util.Comparator;
import java.util.List;

/// The figures by name, and the budgets that are set for them.
public final class Metrics {

  public static final Metric START_TIME = lower("start", "nothing to first answer", "s");
  public static final Metric START_MEMORY = lower("start", "memory of all processes", "MB");
  public static final Metric BULK_RATE =
      higher("bulk", "submit to completed and visible", "tasks/s");
  public static final Metric BULK_SUBMIT = higher("bulk", "submit alone", "tasks/s");
  public static final Metric BULK_CPU =
      lower("bulk", "CPU of the submitting process", "% of machine");
  public static final Metric SINGLE_CPU =
      lower("single", "CPU of the submitting process", "% of machine");
  public static final Metric BULK_MEMORY = lower("bulk", "peak memory of the process", "MB");
  public static final Metric BULK_POSTGRES = lower("bulk", "peak memory of PostgreSQL", "MB");
  public static final Metric BULK_ALL_MEMORY = lower("bulk", "peak memory of all processes", "MB");
  public static final Metric SINGLE_RATE =
      higher("single", "submit to completed and visible", "tasks/s");
  public static final Metric LATENCY_P50 = lower("latency", "submit to visible p50 at 100/s", "ms");
  public static final Metric LATENCY_P99 = lower("latency", "submit to visible p99 at 100/s", "ms");
  public static final Metric POST_P50 = lower("post", "submit p50 at 500/s", "ms");
  public static final Metric POST_P99 = lower("post", "submit p99 at 500/s", "ms");
  public static final Metric SLEEP_TIME = lower("sleep", "all sleepers done", "s");
  public static final Metric SLEEP_MEMORY = lower("sleep", "peak memory of the process", "MB");
  public static final Metric STREAM_HEAP = lower("streams", "heap of one idle stream", "KB");
  public static final Metric STREAMS_CPU =
      lower("streams", "CPU more than without", "% of machine");
  public static final Metric STREAM_P50 = lower("streams", "fact to its stream p50 at 200/s", "ms");
  public static final Metric STREAM_P99 = lower("streams", "fact to its stream p99 at 200/s", "ms");
  public static final Metric DRAIN_RATE = higher("backlog", "drain", "tasks/s");
  public static final Metric RECOVERY_TIME = lower("recovery", "kill -9 to running elsewhere", "s");
  public static final Metric RESTART_TIME =
      lower("recovery", "kill -9 of the standalone to running again", "s");
  public static final Metric LOST = lower("recovery", "lost", "tasks");
  public static final Metric DOUBLED = lower("recovery", "finished twice", "tasks");
  public static final Metric RECALC_RATE = higher("recalc", "rows recalculated", "rows/s");
  public static final Metric GROWN_RATE = higher("growth", "bulk rate", "tasks/s");
  public static final Metric HELD_RATE =
      higher("held-once", "bulk rate beside an open transaction", "tasks/s");
  public static final Metric FOLD_RATE = higher("fold", "log folded again", "facts/s");
  public static final Metric NOTHING_RATE = higher("executors", "tasks that do nothing", "tasks/s");
  public static final Metric SLEEPERS_RATE =
      higher("executors", "sleepers of 1 s, 500 at once in each", "tasks/s");
  public static final Metric FREE_SLICE = higher("held", "bulk rate", "tasks/s");
  public static final Metric HELD_SLICE =
      higher("held", "bulk rate beside an open transaction", "tasks/s");

  public static final Metric COLD_RATE =
      higher("first-minute", "completed and visible, from a cold start", "tasks/s");
  public static final Metric IDLE_CPU = lower("idle", "processor, all processes", "% of a core");
  public static final Metric STEADY_RATE =
      higher("steady", "completed and visible, with expiry", "tasks/s");
  public static final Metric STEADY_BEFORE =
      lower("steady", "databases when the measured time begins", "MB");
  public static final Metric STEADY_AFTER = lower("steady", "databases when it ends", "MB");
  private static final List<Metric> ORDER =
      List.of(
          BULK_RATE,
          BULK_SUBMIT,
          BULK_CPU,
          BULK_MEMORY,
          BULK_POSTGRES,
          BULK_ALL_MEMORY,
          SINGLE_RATE,
          SINGLE_CPU,
          LATENCY_P50,
          LATENCY_P99,
          POST_P50,
          POST_P99,
          SLEEP_TIME,
          SLEEP_MEMORY,
          STREAM_HEAP,
          STREAMS_CPU,
          STREAM_P50,
          STREAM_P99,
          RECOVERY_TIME,
          RESTART_TIME,
          LOST,
          DOUBLED);

  private Metrics() {}

  /// The order in which the report has them: that of the workloads, then the one above, then that
  /// in which a workload gives them.
  public static Comparator<Metric> order(List<String> workloads) {
    return Comparator.<Metric>comparingInt(metric -> workloads.indexOf(metric.workload()))
        .thenComparingInt(Metrics::place);
  }

  /// What has no place of its own comes last.
  private static int place(Metric metric) {
    int place = ORDER.indexOf(metric);
    return place < 0 ? ORDER.size() : place;
  }

  /// Rows of a table when the measured time of the steady state ends.
  public static Metric steadyRows(String table) {
    return lower("steady", "rows of " + table, "rows");
  }

  /// What a part of a contender takes while it has nothing to do.
  public static Metric idle(String part) {
    return lower("idle", "processor, " + part, "% of a core");
  }

  /// Processor time of a part of a contender for a task.
  public static Metric processorTime(String workload, String part) {
    return lower(workload, "processor time, " + part, "us/task");
  }

  /// WAL that PostgreSQL writes for a task.
  public static Metric wal(String workload, String unit) {
    return lower(workload, "WAL", unit);
  }

  private static Metric higher(String workload, String name, String unit) {
    return new Metric(workload, name, unit, Better.HIGHER);
  }

  private static Metric lower(String workload, String name, String unit) {
    return new Metric(workload, name, unit, Better.LOWER);
  }
}
