package dev.millrace.bench.millrace;

import dev.millrace.bench.load.Target;
import dev.millrace.bench.load.Work;
import java.time.Duration;

/// Passes submits on and takes every task for finished.
record SubmitOnly(Target target) implements Target {

  @Override
  public void submitBatch(int count, Work work) throws Exception {
    target.submitBatch(count, work);
  }

  @Override
  public String submitOne(Work work) throws Exception {
    return target.submitOne(work);
  }

  @Override
  public long unfinished() {
    return 0;
  }

  @Override
  public void awaitFinished(String id, Duration patience) {}

  @Override
  public void hold() {}

  @Override
  public void release() {}

  @Override
  public void close() {}
}
