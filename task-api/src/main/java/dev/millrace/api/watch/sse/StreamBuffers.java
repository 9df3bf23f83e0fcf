package dev.millrace.api.watch.sse;

import java.util.concurrent.atomic.AtomicLong;

/// The memory in which events wait to be written, shared by all streams of the process.
///
/// Each stream may use a quarter of what is free, so many slow readers get little each and never
/// take all, and a stream whose reader keeps up always has room. Source: Choudhury and Hahne,
/// "Dynamic queue length thresholds", 1998. Some KB are granted to every stream whatever the others
/// do. An event that many streams wait to write counts at each of them.
public final class StreamBuffers {

  /// What each stream has in any case.
  private static final long GRANTED = 16 << 10;

  private static final int SHARE = 4;

  private final long most;
  private final AtomicLong used = new AtomicLong();

  /// Memory that is free.
  ///
  /// @param most bytes that wait to be written, beside what each stream is granted
  public StreamBuffers(long most) {
    this.most = most;
  }

  /// Takes room for an event.
  ///
  /// @param held bytes that the stream has taken and not given back
  /// @return false, and nothing is taken, when there is no room for this stream
  boolean take(long held, long bytes) {
    if (held + bytes > Math.max(GRANTED, share(held))) {
      return false;
    }
    used.addAndGet(bytes);
    return true;
  }

  /// Whether the stream uses half of what it may have.
  boolean isFilling(long held) {
    return held > Math.max(GRANTED, share(held)) / 2;
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  /// Bytes that wait to be written.
  public long used() {
    return used.get();
  }

  /// A stream that holds nothing may take all that is free at once: one large event has to pass.
  private long share(long held) {
    long free = Math.max(0, most - used.get());
    return held == 0 ? free : free / SHARE;
  }
}
