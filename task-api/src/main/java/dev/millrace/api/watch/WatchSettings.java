package dev.millrace.api.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How tasks are watched.
///
/// @param streams most streams of one process, about 20 KB of heap each; beyond it 503. 0 is
///   10,000, or as many as a third of the heap has room for
/// @param streamsPerUser most streams of one process that are one user's; beyond it 429
/// @param buffer what may wait to be written on one stream; a live one with more is cut off
/// @param buffers what may wait to be written on all streams together; 0 is a sixteenth of the heap
/// @param heartbeat how often a stream hears something when nothing happens
/// @param catchUpRecords most records that are read to resume a stream, and as many a minute for
///   all streams of one user; who is further back is told to begin anew
@ConfigurationProperties("millrace.api.watch")
record WatchSettings(
    @DefaultValue("0") int streams,
    @DefaultValue("100") int streamsPerUser,
    @DefaultValue("512KB") DataSize buffer,
    @DefaultValue("0") DataSize buffers,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("1000000") long catchUpRecords) {

  private static final long HEAP_OF_STREAM = 20 << 10;
  private static final int HEAP_FOR_BUFFERS = 16;

  WatchSettings {
    if (streams < 0) {
      throw new IllegalArgumentException("millrace.api.watch.streams must be at least 0");
    }
    streams = streams == 0 ? fitting(Runtime.getRuntime().maxMemory()) : streams;
    if (streamsPerUser < 1) {
      throw new IllegalArgumentException("millrace.api.watch.streams-per-user must be at least 1");
    }
    if (buffer.toBytes() < 1024 || buffer.toMegabytes() > 64) {
      throw new IllegalArgumentException("millrace.api.watch.buffer must be from 1KB to 64MB");
    }
    if (buffers.isNegative()) {
      throw new IllegalArgumentException("millrace.api.watch.buffers must be at least 0");
    }
    buffers =
        buffers.toBytes() == 0
            ? DataSize.ofBytes(Runtime.getRuntime().maxMemory() / HEAP_FOR_BUFFERS)
            : buffers;
    if (heartbeat.toMillis() < 150) {
      throw new IllegalArgumentException("millrace.api.watch.heartbeat must be at least 150ms");
    }
    if (catchUpRecords < 1) {
      throw new IllegalArgumentException("millrace.api.watch.catch-up-records must be at least 1");
    }
  }

  /// How many streams a process with so much heap may have.
  static int fitting(long heap) {
    return Math.clamp(heap / 3 / HEAP_OF_STREAM, 1, 10_000);
  }
}
