package dev.millrace.jobs.document.process;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.jobs.document.DocumentLimits;
import dev.millrace.jobs.document.DocumentReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/// Pools of readers for tests, and what they are given.
final class Pools {

  static final DocumentReader.Content GOOD = content("The bid closes on 1 March 2027.");

  private Pools() {}

  /// One process of the default size that waits long for the next document.
  static ReaderPool of(Duration processorTime, int uses, Duration idle) {
    return new ReaderPool(
        new ReaderSettings(
            1,
            DataSize.ofMegabytes(256),
            processorTime,
            processorTime.multipliedBy(10),
            uses,
            idle),
        DocumentLimits.STANDARD);
  }

  static ReaderPool standard() {
    return of(Duration.ofSeconds(60), 100, Duration.ofMinutes(10));
  }

  static DocumentReader.Content content(String text) {
    return content(text.getBytes(StandardCharsets.UTF_8));
  }

  static DocumentReader.Content content(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }

  /// How a document ends that is not like others: its code, or `read` when it is read.
  static String outcome(ReaderPool pool, byte[] document) throws Exception {
    try {
      pool.read(content(document));
      return "read";
    } catch (PermanentFailure e) {
      return e.code();
    }
  }
}
