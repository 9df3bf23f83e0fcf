package dev.millrace.bench.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts what is asked of it and finishes everything at once, unless told not to.
final class CountingTarget implements Target {

  private final AtomicInteger submitted = new AtomicInteger();
  private final AtomicInteger submittedWhileHeld = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger watched = new AtomicInteger();
  private volatile boolean held;
  private volatile boolean refusing;
  private volatile boolean neverFinishing;

  int submitted() {
    return submitted.get();
  }

  int submittedWhileHeld() {
    return submittedWhileHeld.get();
  }

  int calls() {
    return calls.get();
  }

  int watched() {
    return watched.get();
  }

  boolean isHeld() {
    return held;
  }

  void refuse() {
    refusing = true;
  }

  void neverFinish() {
    neverFinishing = true;
  }

  @Override
  public void submitBatch(int count, Work work) {
    calls.incrementAndGet();
    if (refusing) {
      throw new IllegalStateException("refused");
    }
    submitted.addAndGet(count);
    if (held) {
      submittedWhileHeld.addAndGet(count);
    }
  }

  @Override
  public String submitOne(Work work) {
    submitBatch(1, work);
    return Integer.toString(calls.get());
  }

  @Override
  public long unfinished() {
    return neverFinishing ? submitted.get() : 0;
  }

  @Override
  public void awaitFinished(String id, Duration patience) throws Exception {
    watched.incrementAndGet();
    if (neverFinishing) {
      new CompletableFuture<Void>().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void hold() {
    held = true;
  }

  @Override
  public void release() {
    held = false;
  }

  @Override
  public void close() {}
}
