package dev.millrace.bench.contender;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/// The most memory that each process of a contender holds while this is open, and the most of all
/// together, looked at ten times a second.
public final class MemoryWatch implements AutoCloseable {

  /// What all processes together are called.
  public static final String ALL = "all";

  /// What the thread is called that looks.
  public static final String THREAD = "watch-memory";

  private static final long INTERVAL_NANOS = 100_000_000;

  private final RunningContender watched;
  private final Map<String, Long> peak = new TreeMap<>();
  private final Thread thread = Thread.ofPlatform().daemon().name(THREAD).unstarted(this::watch);
  private volatile boolean closed;

  private MemoryWatch(RunningContender watched) {
    this.watched = watched;
  }

  public static MemoryWatch of(RunningContender watched) {
    var watch = new MemoryWatch(watched);
    watch.thread.start();
    return watch;
  }

  /// Bytes, by what the process is.
  public synchronized Map<String, Long> peak() {
    return Map.copyOf(peak);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    do {
      var now = watched.memory();
      synchronized (this) {
        now.forEach((name, bytes) -> peak.merge(name, bytes, Math::max));
        long all = now.values().stream().mapToLong(bytes -> bytes).sum();
        peak.merge(ALL, all, Math::max);
      }
      LockSupport.parkNanos(INTERVAL_NANOS);
    } while (!closed);
  }
}
