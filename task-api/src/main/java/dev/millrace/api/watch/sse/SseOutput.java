package dev.millrace.api.watch.sse;

import java.io.IOException;

/// Where a stream is written to. Writing may block; only one writes at a time.
public interface SseOutput {

  void write(byte[] bytes) throws IOException;

  /// Sends what was written.
  void flush() throws IOException;

  /// The end of the stream. It must not fail.
  void close();
}
