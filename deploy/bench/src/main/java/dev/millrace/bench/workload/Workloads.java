package dev.millrace.bench.workload;

import dev.millrace.bench.workload.endurance.GrowthWorkload;
import dev.millrace.bench.workload.endurance.HeldRunWorkload;
import dev.millrace.bench.workload.endurance.HeldTransactionWorkload;
import dev.millrace.bench.workload.endurance.SteadyWorkload;
import dev.millrace.bench.workload.measure.Workload;
import dev.millrace.bench.workload.rate.BacklogWorkload;
import dev.millrace.bench.workload.rate.BulkWorkload;
import dev.millrace.bench.workload.rate.ExecutorsWorkload;
import dev.millrace.bench.workload.rate.FirstMinuteWorkload;
import dev.millrace.bench.workload.rate.FoldWorkload;
import dev.millrace.bench.workload.rate.RecalcWorkload;
import dev.millrace.bench.workload.rate.SingleCallWorkload;
import dev.millrace.bench.workload.response.IdleWorkload;
import dev.millrace.bench.workload.response.LatencyWorkload;
import dev.millrace.bench.workload.response.PostWorkload;
import dev.millrace.bench.workload.response.ReadsWorkload;
import dev.millrace.bench.workload.response.RecoveryWorkload;
import dev.millrace.bench.workload.response.SleepWorkload;
import dev.millrace.bench.workload.response.StartWorkload;
import dev.millrace.bench.workload.response.StreamsWorkload;
import java.util.List;

/// All workloads, in the order in which they run within one start of a contender.
public final class Workloads {

  private Workloads() {}

  public static List<Workload> all() {
    return List.of(
        new StartWorkload(),
        new IdleWorkload(),
        new FirstMinuteWorkload(),
        new BulkWorkload(),
        new SingleCallWorkload(),
        new LatencyWorkload(),
        new PostWorkload(),
        new ReadsWorkload(),
        new BacklogWorkload(),
        new HeldTransactionWorkload(),
        new SteadyWorkload(),
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
