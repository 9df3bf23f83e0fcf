package dev.millrace.outbox.relay.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.outbox.Outbox;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Locale;

/// A message of pgoutput (protocol version 1), as far as a relay goes by it.
///
/// The layouts are those of "Logical Replication Message Formats" in PostgreSQL's documentation.
sealed interface WalMessage {

  /// The lines of an outbox message.
  ///
  /// @param position where the message stands in the WAL
  record Lines(String text, long position) implements WalMessage {}

  /// The end of a transaction; all its messages came before.
  ///
  /// @param end the position behind its commit: a slot that is confirmed there gives none of the
  ///   transaction again
  record Commit(long end) implements WalMessage {}

  /// Anything else.
  record Other() implements WalMessage {}

  /// Reads one message: the rest of a buffer that an array is behind.
  ///
  /// @throws IllegalArgumentException when the rest is not of the form that its first byte says
  static WalMessage parse(ByteBuffer bytes) {
    try {
      return switch (bytes.get()) {
        case 'M' -> logicalMessage(bytes);
        case 'C' -> commit(bytes);
        default -> new Other();
      };
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a message of pgoutput is cut short", e);
    }
  }

  /// Flags, position, prefix up to a zero, length of the content, content.
  private static WalMessage logicalMessage(ByteBuffer bytes) {
    bytes.get();
    long position = bytes.getLong();
    boolean ours = string(bytes).equals(Outbox.PREFIX);
    int length = bytes.getInt();
    if (length != bytes.remaining()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a message of pgoutput has %d bytes where it says %d",
              bytes.remaining(),
              length));
    }
    return ours ? new Lines(text(bytes, bytes.position(), length), position) : new Other();
  }

  /// Flags, position of the commit, position behind it, time.
  private static Commit commit(ByteBuffer bytes) {
    bytes.get();
    bytes.getLong();
    long end = bytes.getLong();
    bytes.getLong();
    return new Commit(end);
  }

  private static String string(ByteBuffer bytes) {
    int start = bytes.position();
    int end = start;
    while (bytes.get() != 0) {
      end++;
    }
    return text(bytes, start, end - start);
  }

  private static String text(ByteBuffer bytes, int start, int length) {
    return new String(bytes.array(), bytes.arrayOffset() + start, length, UTF_8);
  }
}
