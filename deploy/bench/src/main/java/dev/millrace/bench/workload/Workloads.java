package dev.millrace.bench.workload;

import java.util.List;

/// All workloads, in the order in which they run within one start of a contender.
public final class Workloads {

  private Workloads() {}

  public static List<Workload> all() {
    return List.of(
        new BulkWorkload(),
        new SingleCallWorkload(),
        new LatencyWorkload(),
        new PostWorkload(),
        new BacklogWorkload(),
        new HeldTransactionWorkload(),
        new RecalcWorkload(),
        new GrowthWorkload(),
        new SleepWorkload(),
        new StreamsWorkload(),
        new RecoveryWorkload(),
        new UnmeasuredWorkload("fold", "the projection's fold has no driver in this module"),
        new UnmeasuredWorkload("executors", "the standalone runs one executor"));
  }
}
