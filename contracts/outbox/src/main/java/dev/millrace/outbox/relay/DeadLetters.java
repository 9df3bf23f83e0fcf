package dev.millrace.outbox.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.events.Topics;
import dev.millrace.events.wire.DeadLetterHeaders;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/// What becomes of a line that is no frame: a dead letter, as it was, with headers that say why.
final class DeadLetters {

  private DeadLetters() {}

  /// @param position where in the WAL the line was found
  static ProducerRecord<String, String> of(
      String line, String source, String position, RuntimeException error, Instant now) {
    ProducerRecord<String, String> letter = new ProducerRecord<>(Topics.DEAD_LETTERS, line);
    var why =
        new DeadLetterHeaders(
            DeadLetterHeaders.UNREADABLE,
            String.valueOf(error.getMessage()),
            0,
            new DeadLetterHeaders.Origin("outbox of " + source, null, "wal " + position),
            now);
    why.toMap().forEach((name, value) -> letter.headers().add(name, value.getBytes(UTF_8)));
    return letter;
  }
}
