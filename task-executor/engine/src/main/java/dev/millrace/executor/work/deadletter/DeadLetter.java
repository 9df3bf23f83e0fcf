package dev.millrace.executor.work.deadletter;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record that nobody will try again by itself, as it was, and why.
///
/// @param headers the record's own headers
/// @param reason a stable word, such as `unreadable`
/// @param exception what went wrong, for people
/// @param attempts how often it was tried
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; nobody compares letters
public record DeadLetter(
    @Nullable String key,
    byte @Nullable [] value,
    Map<String, byte[]> headers,
    String reason,
    String exception,
    int attempts,
    Origin origin) {

  /// Where the record stood.
  public record Origin(String topic, int partition, long offset) {}

  /// A record that nobody has tried.
  public static DeadLetter of(
      ConsumerRecord<String, byte[]> record, String reason, String exception) {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    record.headers().forEach(header -> headers.put(header.key(), header.value()));
    return new DeadLetter(
        record.key(),
        record.value(),
        headers,
        reason,
        exception,
        0,
        new DeadLetter.Origin(record.topic(), record.partition(), record.offset()));
  }
}
