package dev.millrace.http.answer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What answers may hold, and how long they may take.
///
/// @param bytes memory of the large answers that are written at the same time, half of it for one
///   user; beyond it 503. 0 is an eighth of the heap
/// @param slowest bytes a second that a client must read of an answer
/// @param grace how long a client may read more slowly before the server closes the connection
@ConfigurationProperties("millrace.answers")
record AnswerSettings(
    @DefaultValue("0") DataSize bytes,
    @DefaultValue("64KB") DataSize slowest,
    @DefaultValue("30s") Duration grace) {

  private static final int HEAP = 8;

  AnswerSettings {
    if (bytes.isNegative()) {
      throw new IllegalArgumentException("millrace.answers.bytes must be at least 0");
    }
    if (slowest.toBytes() < 1 || grace.isNegative()) {
      throw new IllegalArgumentException(
          "millrace.answers.slowest must be at least 1B, and grace at least 0s");
    }
    bytes =
        bytes.toBytes() == 0 ? DataSize.ofBytes(Runtime.getRuntime().maxMemory() / HEAP) : bytes;
  }
}
