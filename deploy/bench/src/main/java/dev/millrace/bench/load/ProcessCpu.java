package dev.millrace.bench.load;

import java.time.Duration;

/// How much of the machine this process uses for a while.
final class ProcessCpu {

  private final Duration cpuBefore = cpu();
  private final long start = System.nanoTime();

  private ProcessCpu() {}

  static ProcessCpu start() {
    return new ProcessCpu();
  }

  /// From 0, idle, to 1, all cores.
  double shareOfMachine() {
    double wall = System.nanoTime() - start;
    return cpu().minus(cpuBefore).toNanos() / (wall * Runtime.getRuntime().availableProcessors());
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
