package dev.millrace.bench.workload;

import dev.millrace.bench.contender.MemoryWatch;

/// Bytes as people read them.
final class Megabytes {

  private Megabytes() {}

  /// The most that the contender's own process held so far.
  static double ofWorker(MemoryWatch watch) {
    return watch.peak().getOrDefault("worker", 0L) / (double) (1 << 20);
  }
}
