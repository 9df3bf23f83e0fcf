package dev.millrace.bench.workload.measure;

import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.figures.Metric.Better;
import dev.millrace.bench.load.Call;
import dev.millrace.bench.load.Latencies;
import dev.millrace.bench.load.Ticks;
import dev.millrace.bench.millrace.MillraceReads;

/// A call that reads, and how often a second it is made.
public enum Read {
  ONE("GET one", 500) {
    @Override
    public Call call(MillraceReads reads) {
      return reads::one;
    }
  },
  NEWEST("list", 50) {
    @Override
    public Call call(MillraceReads reads) {
      return _ -> reads.newestPage();
    }
  },
  COMPLETED("list by status", 50) {
    @Override
    public Call call(MillraceReads reads) {
      return _ -> reads.newestCompletedPage();
    }
  },
  STATISTICS("statistics", 50) {
    @Override
    public Call call(MillraceReads reads) {
      return _ -> reads.statistics();
    }
  };

  private static final int WARM_UP = 1_000;

  private final String label;
  private final int perSecond;

  Read(String label, int perSecond) {
    this.label = label;
    this.perSecond = perSecond;
  }

  public String label() {
    return label;
  }

  public abstract Call call(MillraceReads reads);

  public Latencies measure(MillraceReads reads, int seconds) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      call(reads).make(i);
    }
    return Ticks.measure(seconds * perSecond, perSecond, call(reads));
  }

  /// The figure of that percentile in that workload.
  public Metric metric(String workload, int percentile) {
    var name = "%s p%d at %d/s".formatted(label, percentile, perSecond);
    return new Metric(workload, name, "ms", Better.LOWER);
  }
}
