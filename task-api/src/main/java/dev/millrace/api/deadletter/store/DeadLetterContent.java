package dev.millrace.api.deadletter.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.events.stored.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The record of a letter as people can read it.
///
/// @param position where the letter itself stands
/// @param headers `[{name, value} or {name, base64}]`, in their order
/// @param truncated whether the payload is only its beginning
public record DeadLetterContent(
    Position position,
    @Nullable Payload key,
    Json headers,
    @Nullable Payload payload,
    boolean truncated) {

  public record Position(String topic, int partition, long offset) {}

  /// Bytes as JSON where they are that, else as text, else as Base64; one of the three is there.
  record Payload(@Nullable Json json, @Nullable String text, @Nullable String base64) {

    static @Nullable Payload of(byte @Nullable [] bytes) {
      if (bytes == null) {
        return null;
      }
      String text;
      try {
        text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        return new Payload(null, null, Base64.getEncoder().encodeToString(bytes));
      }
      try {
        return new Payload(Json.parse(text), null, null);
      } catch (JacksonException e) {
        return new Payload(null, text, null);
      }
    }
  }

  public static final String COLUMNS =
      "topic, partition, log_offset, key, headers, value, value_size";

  public static DeadLetterContent of(ResultSet row, int number) throws SQLException {
    byte[] key = row.getBytes("key");
    byte[] value = row.getBytes("value");
    return new DeadLetterContent(
        new Position(row.getString("topic"), row.getInt("partition"), row.getLong("log_offset")),
        key == null ? null : key(key),
        new Json(row.getString("headers")),
        Payload.of(value),
        value != null && value.length < row.getLong("value_size"));
  }

  /// A key is a name, though it may look like a number.
  private static @Nullable Payload key(byte[] key) {
    Payload payload = Payload.of(key);
    return payload == null || payload.json() == null
        ? payload
        : new Payload(null, new String(key, UTF_8), null);
  }

  /// A letter with everything that is known of it.
  public Map<String, @Nullable Object> addedTo(DeadLetterPage.Item item) {
    Map<String, @Nullable Object> json = item.toJson();
    json.put("position", position);
    json.put("key", key);
    json.put("headers", headers);
    json.put("payload", payload);
    json.put("truncated", truncated);
    return json;
  }

  /// The record as it was.
  ///
  /// @param headers as they are stored
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way; nobody compares records
  public record Raw(UUID letterId, byte @Nullable [] key, Json headers, byte @Nullable [] value) {

    static final String COLUMNS = "id, key, headers, value";

    static Raw of(ResultSet row, int number) throws SQLException {
      return new Raw(
          row.getObject("id", UUID.class),
          row.getBytes("key"),
          new Json(row.getString("headers")),
          row.getBytes("value"));
    }
  }
}
