package dev.millrace.projection.kafka;

import dev.millrace.events.task.TimeRange;
import dev.millrace.projection.letter.DeadLetter;
import dev.millrace.projection.letter.DeadLetterReader;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.RecordPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Makes a letter of any record of `millrace.dead-letters`.
final class DeadLetterDecoder {

  private DeadLetterDecoder() {}

  static Entry decode(ConsumerRecord<byte[], byte[]> record) {
    var at = new RecordPosition(record.topic(), record.partition(), record.offset());
    List<DeadLetter.Header> headers = new ArrayList<>();
    record.headers().forEach(h -> headers.add(DeadLetterReader.header(h.key(), h.value())));
    return new Entry.Letter(
        at,
        DeadLetterReader.read(
            at.topic() + "/" + at.partition() + "/" + at.offset(),
            TimeRange.nearest(Instant.ofEpochMilli(record.timestamp())),
            headers,
            new DeadLetter.Content(record.key(), record.value())));
  }
}
