package dev.millrace.projection.kafka;

import dev.millrace.events.Fact;
import dev.millrace.events.stored.Json;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.CloudEventReader;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.RawRecord;
import dev.millrace.projection.poll.RecordPosition;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import tools.jackson.core.JacksonException;

/// Makes an entry of any record whatsoever.
final class RecordDecoder {

  private RecordDecoder() {}

  static Entry decode(ConsumerRecord<byte[], byte[]> record) {
    var at = new RecordPosition(record.topic(), record.partition(), record.offset());
    try {
      CloudEvent event = CloudEventReader.read(record.headers(), record.value());
      Fact fact = TaskCodec.readFact(event);
      return fact == null
          ? foreign(at, event)
          : new Entry.KnownEvent(at, fact, event.type(), event.data());
    } catch (MalformedRecord e) {
      return new Entry.Unreadable(
          at,
          String.valueOf(e.getMessage()),
          new RawRecord(record.key(), lines(record.headers()), record.value()));
    }
  }

  /// What a newer version said keeps its place in the history, if it has one.
  private static Entry foreign(RecordPosition at, CloudEvent event) {
    try {
      return new Entry.UnknownEvent(
          at,
          TaskCodec.taskId(event),
          TaskCodec.sequence(event),
          event.time(),
          event.type(),
          Json.parse(event.data()).text());
    } catch (JacksonException e) {
      throw new MalformedRecord("value", "is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String lines(Headers headers) {
    var lines = new StringBuilder();
    for (Header header : headers) {
      lines
          .append(header.key())
          .append(": ")
          .append(header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8))
          .append('\n');
    }
    return lines.toString();
  }
}
