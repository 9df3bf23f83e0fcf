package dev.millrace.outbox.relay.wal;

import dev.millrace.outbox.Outbox;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/// A logical decoding message, as Debezium hands it over.
public final class WalMessage {

  /// The prefix of messages that only move the slot.
  public static final String HEARTBEAT = "millrace.heartbeat";

  private WalMessage() {}

  /// The lines of an outbox message, or null when the record is anything else.
  public static @Nullable String outboxLines(SourceRecord record) {
    if (!(record.value() instanceof Struct value) || value.schema().field("message") == null) {
      return null;
    }
    Struct message = value.getStruct("message");
    if (message == null || !Outbox.PREFIX.equals(message.getString("prefix"))) {
      return null;
    }
    return switch (message.get("content")) {
      case ByteBuffer bytes -> StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      case null, default -> null;
    };
  }

  /// Where in the WAL a record stands, for people.
  public static String position(SourceRecord record) {
    return record.sourceOffset().get("lsn") instanceof Long lsn
        ? String.format(Locale.ROOT, "%X/%08X", lsn >>> 32, lsn & 0xFFFF_FFFFL)
        : "?";
  }
}
