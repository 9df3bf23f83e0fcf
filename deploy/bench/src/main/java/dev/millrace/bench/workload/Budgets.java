package dev.millrace.bench.workload;

import dev.millrace.bench.figures.Budget;
import dev.millrace.bench.figures.Budget.Bound.AheadOf;
import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.workload.endurance.GrowthWorkload;
import dev.millrace.bench.workload.measure.Metrics;
import dev.millrace.bench.workload.measure.Read;
import java.util.List;
import java.util.stream.Stream;

/// What Millrace promised itself on a machine of two cores that has everything on it.
public final class Budgets {

  private static final String PEER = "db-scheduler";
  private static final long MANY = 10_000_000;

  private Budgets() {}

  public static List<Budget> all() {
    return Stream.of(throughput(), reads(), single(), recovery()).flatMap(List::stream).toList();
  }

  private static List<Budget> throughput() {
    var bulk = "submit in bulk to completed and visible";
    var single = "the same by single calls, 64 clients";
    return List.of(
        new Budget(bulk, Metrics.BULK_RATE, 10_000),
        ahead("the same, ratio to db-scheduler", Metrics.BULK_RATE, 2.0),
        ahead("first minute after a start, ratio to db-scheduler", Metrics.COLD_RATE, 1.0),
        new Budget(single, Metrics.SINGLE_RATE, 3_000),
        ahead("single calls, ratio to db-scheduler", Metrics.SINGLE_RATE, 1.2),
        ahead("steady state with expiry, ratio to db-scheduler", Metrics.STEADY_RATE, 1.5),
        ahead("backlog drain, ratio to db-scheduler", Metrics.DRAIN_RATE, 1.5),
        new Budget("submit to completed and visible at 100/s, p50", Metrics.LATENCY_P50, 10),
        new Budget("submit to completed and visible at 100/s, p99", Metrics.LATENCY_P99, 40),
        new Budget("POST at 500/s, p99", Metrics.POST_P99, 15));
  }

  private static Budget ahead(String promise, Metric metric, double times) {
    return new Budget(promise, metric, new AheadOf(PEER, times));
  }

  private static List<Budget> reads() {
    return Stream.of(Read.values())
        .map(read ->
            new Budget(
                read.label() + " with 10 million tasks, p95",
                GrowthWorkload.readAt(read, MANY),
                50))
        .toList();
  }

  private static List<Budget> single() {
    return List.of(
        new Budget("5,000 tasks sleeping 1 s at once in one executor", Metrics.SLEEP_TIME, 3),
        new Budget("the same, memory of the process", Metrics.SLEEP_MEMORY, 1_024),
        new Budget("recalc", Metrics.RECALC_RATE, 20_000),
        new Budget("fold", Metrics.FOLD_RATE, 100_000),
        new Budget("standalone up from nothing", Metrics.START_TIME, 20),
        new Budget("standalone after its start, all processes", Metrics.START_MEMORY, 1_536),
        new Budget("standalone during bulk, all processes", Metrics.BULK_ALL_MEMORY, 1_200),
        new Budget("idle standalone, Java and PostgreSQL", Metrics.IDLE_CPU, 10),
        new Budget("an idle stream", Metrics.STREAM_HEAP, 30));
  }

  private static List<Budget> recovery() {
    return List.of(
        new Budget("kill -9 to running elsewhere", Metrics.RECOVERY_TIME, 8),
        new Budget("tasks lost by a kill", Metrics.LOST, 0),
        new Budget("tasks finished twice after a kill", Metrics.DOUBLED, 0));
  }
}
