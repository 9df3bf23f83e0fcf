package dev.millrace.bench.workload.measure;

import dev.millrace.bench.contender.MemoryWatch;

/// Bytes as people read them.
public final class Megabytes {

  private Megabytes() {}

  public static double of(long bytes) {
    return bytes / (double) (1 << 20);
  }

  /// The most that processes of that name held so far.
  public static double peak(MemoryWatch watch, String process) {
    return of(watch.peak().getOrDefault(process, 0L));
  }

  /// The most that the contender's own process held so far.
  public static double ofWorker(MemoryWatch watch) {
    return peak(watch, "worker");
  }
}
