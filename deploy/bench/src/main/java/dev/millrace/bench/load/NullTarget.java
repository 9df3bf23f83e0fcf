package dev.millrace.bench.load;

import java.time.Duration;

/// Accepts everything and does nothing: the rate of a load on it is the most that the load itself
/// can do.
public final class NullTarget implements Target {

  @Override
  public void submitBatch(int count, Work work) {}

  @Override
  public String submitOne(Work work) {
    return "";
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
