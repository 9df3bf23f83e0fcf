package dev.millrace.kafka;

import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Reads the CloudEvent that a record carries: its attributes are headers, its data is the value.
public final class CloudEventReader {

  private CloudEventReader() {}

  /// Reads any record whatsoever.
  ///
  /// @throws MalformedRecord when it carries none, naming the part that is missing or wrong
  public static CloudEvent read(Headers headers, byte @Nullable [] value) {
    if (value == null) {
      throw new MalformedRecord("value", "is missing");
    }
    return CloudEvent.read(
        name -> header(headers, name), new String(value, StandardCharsets.UTF_8));
  }

  /// The text of the last header of a name; null where there is none.
  public static @Nullable String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
