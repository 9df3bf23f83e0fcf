package dev.millrace.api.watch.sse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A bounded queue before a [SseOutput]. Who offers never waits; a thread is taken only while there
/// is something to write, so that a stream on which nothing happens costs none.
///
/// A reader who is too slow fills the queue. What becomes of that is for the one who offers to say:
/// live streams are cut off, those that catch up are given a rest.
public final class SseWriter {

  private final SseOutput output;
  private final Executor writers;
  private final int mostBytes;
  private final StreamBuffers buffers;
  private final Runnable gone;
  private List<byte[]> queue = List.of();
  private int queued;

  /// Bytes that are written at this moment.
  private int beingWritten;

  private boolean writing;
  private boolean ending;
  private boolean closed;
  private @Nullable Runnable onceDrained;

  /// One before which nothing waits.
  ///
  /// @param mostBytes that may wait; one offer more than that is taken while less is waiting
  /// @param buffers the room that it shares with all others
  /// @param gone is run once, after the output was closed
  public SseWriter(
      SseOutput output, Executor writers, int mostBytes, StreamBuffers buffers, Runnable gone) {
    this.output = output;
    this.writers = writers;
    this.mostBytes = mostBytes;
    this.buffers = buffers;
    this.gone = gone;
  }

  /// Takes these to be written, in order and together.
  ///
  /// @return false, and nothing is taken, when too much waits or the writer is closed
  public synchronized boolean offer(byte[]... parts) {
    int bytes = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    if (closed || ending || queued > mostBytes || !buffers.take(held(), bytes)) {
      return false;
    }
    if (queue.isEmpty()) {
      queue = new ArrayList<>(parts.length);
    }
    queue.addAll(Arrays.asList(parts));
    queued += bytes;
    write();
    return true;
  }

  /// Closes after what was taken is written.
  public synchronized void end() {
    ending = true;
    write();
  }

  /// Closes without writing what was taken.
  public synchronized void cut() {
    forgetQueue();
    end();
  }

  public synchronized boolean isClosed() {
    return closed || ending;
  }

  /// Whether it is time for a rest: half of the room is used.
  public synchronized boolean isFilling() {
    return queued > mostBytes / 2 || buffers.isFilling(held());
  }

  /// Runs this once, when all that was taken is written or the writer is closed.
  public synchronized void whenDrained(Runnable action) {
    onceDrained = action;
    write();
  }

  private void write() {
    if (!writing && !closed) {
      writing = true;
      writers.execute(this::drain);
    }
  }

  private void drain() {
    try {
      for (List<byte[]> parts = next(); !parts.isEmpty(); parts = next()) {
        for (byte[] part : parts) {
          output.write(part);
        }
        output.flush();
      }
    } catch (IOException | RuntimeException e) {
      // The client is gone, or does not read. It knows where it was.
      close();
    }
  }

  /// What is to be written now; when there is nothing, writing has stopped.
  private List<byte[]> next() {
    Runnable drained;
    boolean end;
    synchronized (this) {
      buffers.giveBack(beingWritten);
      beingWritten = queued;
      if (!queue.isEmpty()) {
        List<byte[]> parts = queue;
        queue = List.of();
        queued = 0;
        return parts;
      }
      writing = false;
      drained = onceDrained;
      onceDrained = null;
      end = ending;
    }
    if (drained != null) {
      drained.run();
    }
    if (end) {
      close();
    }
    return List.of();
  }

  private void close() {
    Runnable drained;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      writing = false;
      forgetQueue();
      buffers.giveBack(beingWritten);
      beingWritten = 0;
      drained = onceDrained;
      onceDrained = null;
    }
    output.close();
    if (drained != null) {
      drained.run();
    }
    gone.run();
  }

  private int held() {
    return queued + beingWritten;
  }

  private void forgetQueue() {
    buffers.giveBack(queued);
    queue = List.of();
    queued = 0;
  }
}
