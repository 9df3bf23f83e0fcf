package dev.millrace.projection.kafka;

import dev.millrace.events.task.TimeRange;
import dev.millrace.projection.letter.DeadLetter;
import dev.millrace.projection.letter.LetterReader;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.LogPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Makes a letter of any record of `millrace.dead-letters`.
final class LetterDecoder {

  private LetterDecoder() {}

  static Entry decode(ConsumerRecord<byte[], byte[]> record) {
    var at = new LogPosition(record.topic(), record.partition(), record.offset());
    List<DeadLetter.Header> headers = new ArrayList<>();
    record.headers().forEach(h -> headers.add(LetterReader.header(h.key(), h.value())));
    return new Entry.Letter(
        at,
        LetterReader.read(
            at.topic() + "/" + at.partition() + "/" + at.offset(),
            TimeRange.nearest(Instant.ofEpochMilli(record.timestamp())),
            headers,
            new DeadLetter.Content(record.key(), record.value())));
  }
}
