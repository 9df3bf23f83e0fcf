package dev.millrace.api.watch.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Keeps what is written to it, and blocks while it is held.
public final class CollectingOutput implements SseOutput {

  private final List<String> written = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile boolean closed;

  /// From now on nobody reads.
  public void hold() {
    held = new CountDownLatch(1);
  }

  public void release() {
    held.countDown();
  }

  public String text() {
    return String.join("", written);
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void write(byte[] bytes) {
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    written.add(new String(bytes, UTF_8));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    closed = true;
  }
}
