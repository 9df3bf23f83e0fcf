package dev.millrace.events.wire;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A record on one of Millrace's topics: CloudEvents 1.0, binary mode, the data as JSON text.
///
/// Source: CloudEvents 1.0.2 and its Kafka protocol binding, section 3.2.
///
/// @param id `<task id>:<sequence>` for a fact
/// @param type a name from the type table, such as `dev.millrace.task.started.v1`
/// @param source the service that said it, such as `/millrace/executor`
/// @param subject the task id; also the record's key
/// @param traceparent W3C trace context of whoever caused it
/// @param data one line of compact JSON
public record CloudEvent(
    String id,
    String type,
    String source,
    String subject,
    Instant time,
    @Nullable String traceparent,
    String data) {

  private static final String ID = "ce_id";
  private static final String TYPE = "ce_type";
  private static final String SOURCE = "ce_source";
  private static final String SUBJECT = "ce_subject";
  private static final String TIME = "ce_time";
  private static final String SPEC_VERSION = "ce_specversion";
  private static final String CONTENT_TYPE = "content-type";
  private static final String TRACEPARENT = "traceparent";

  public CloudEvent {
    requireNonNull(id, "id");
    requireNonNull(type, "type");
    requireNonNull(source, "source");
    requireNonNull(subject, "subject");
    requireNonNull(time, "time");
    requireNonNull(data, "data");
  }

  /// The record's headers, in the order in which a person would want to read them.
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(SPEC_VERSION, "1.0");
    headers.put(ID, id);
    headers.put(TYPE, type);
    headers.put(SOURCE, source);
    headers.put(SUBJECT, subject);
    headers.put(TIME, time.toString());
    headers.put(CONTENT_TYPE, "application/json");
    if (traceparent != null) {
      headers.put(TRACEPARENT, traceparent);
    }
    return headers;
  }

  /// Puts a record together from its headers and value.
  ///
  /// @param header the text of a header by name, or null where there is none
  /// @throws MalformedRecord when a required header is missing or no time, naming the header
  public static CloudEvent read(Function<String, @Nullable String> header, String data) {
    return new CloudEvent(
        required(header, ID),
        required(header, TYPE),
        required(header, SOURCE),
        required(header, SUBJECT),
        time(required(header, TIME)),
        header.apply(TRACEPARENT),
        data);
  }

  private static String required(Function<String, @Nullable String> header, String name) {
    String value = header.apply(name);
    if (value == null) {
      throw new MalformedRecord("header " + name, "is missing");
    }
    return value;
  }

  private static Instant time(String text) {
    try {
      Instant time = Rfc3339.parse(text);
      WireBounds.time("header " + TIME, time);
      return time;
    } catch (DateTimeParseException e) {
      throw new MalformedRecord("header " + TIME, "is not an RFC 3339 time: '" + text + "'", e);
    }
  }
}
