package dev.millrace.api.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How tasks are watched.
///
/// @param streams most streams of one process, about 20 KB of heap and an open file each; beyond it
///   503. 0 is 10,000, or as many as a third of the heap has room for
/// @param streamsPerUser most streams of one user in one process; beyond it 429
/// @param buffer most bytes that may wait for one stream; beyond it a live stream is closed
/// @param buffers most bytes that may wait for all streams together; the fuller it is, the less
///   each may have. 0 is a sixteenth of the heap
/// @param heartbeat longest silence on a stream
/// @param catchUpRecords most records of the log that are read to resume a stream, and a minute for
///   all streams of one user; a client that is further back begins anew
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
