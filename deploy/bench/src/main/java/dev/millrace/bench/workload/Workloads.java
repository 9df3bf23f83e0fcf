package dev.millrace.bench.workload;

import java.util.List;

/// All workloads, in the order in which they run within one start of a contender.
public final class Workloads {

  private Workloads() {}

  public static List<Workload> all() {
    return List.of(
        new StartWorkload(),
        new BulkWorkload(),
        new SingleCallWorkload(),
        new LatencyWorkload(),
        new PostWorkload(),
        new ReadsWorkload(),
        new BacklogWorkload(),
        new HeldTransactionWorkload(),
        new RecalcWorkload(),
        new FoldWorkload(),
        new HeldRunWorkload(),
        new SleepWorkload(),
        new StreamsWorkload(),
        new RecoveryWorkload(),
        new GrowthWorkload(),
        new ExecutorsWorkload());
  }

  public static List<String> names() {
    return all().stream().map(Workload::name).toList();
  }
}
