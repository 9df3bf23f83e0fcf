package dev.millrace.projection.letter;

import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.DeadLetterHeaders;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record that nobody tries again by itself, as far as it can be read.
///
/// @param id the same whenever the letter is read
/// @param headers all of them, in their order
/// @param content the bytes as they were
public record DeadLetter(
    UUID id, DeadLetterHeaders why, About about, List<Header> headers, Content content) {

  public DeadLetter {
    headers = List.copyOf(headers);
  }

  /// What its error is called: all before the first colon, where that is one word.
  public @Nullable String errorCode() {
    int colon = why.error().indexOf(": ");
    String code = colon < 0 ? why.error() : why.error().substring(0, colon);
    return code.matches("[\\w.$-]{1,200}") ? code : null;
  }

  /// The length of the record's value, of which a letter may hold the beginning only.
  public long size() {
    for (Header header : headers.reversed()) {
      if (header.name().equals(DeadLetterHeaders.ORIGINAL_BYTES)
          && header.value() != null
          && header.value().matches("[0-9]{1,12}")) {
        return Math.max(content.size(), Long.parseLong(header.value()));
      }
    }
    return content.size();
  }

  /// What it is about. Bytes that cannot be read are about nothing.
  public record About(@Nullable TaskId taskId, @Nullable String type, @Nullable String userId) {}

  /// A header; exactly one of text and Base64 is there.
  public record Header(String name, @Nullable String value, @Nullable String base64) {}

  /// The bytes of a record. They are not copied: nobody changes them.
  public static final class Content {

    /// Bytes of a value that are kept: the largest record that a broker takes by default.
    public static final int LIMIT = 1024 * 1024;

    private final byte @Nullable [] key;
    private final byte @Nullable [] value;

    public Content(byte @Nullable [] key, byte @Nullable [] value) {
      this.key = key;
      this.value = value;
    }

    public byte @Nullable [] key() {
      return key;
    }

    public byte @Nullable [] value() {
      return value;
    }

    /// The value, or its beginning where it is longer than [#LIMIT].
    public byte @Nullable [] bounded() {
      return value == null || value.length <= LIMIT ? value : java.util.Arrays.copyOf(value, LIMIT);
    }

    public int size() {
      return value == null ? 0 : value.length;
    }
  }
}
