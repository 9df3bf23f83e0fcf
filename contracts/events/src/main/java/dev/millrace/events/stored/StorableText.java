package dev.millrace.events.stored;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What every store of Millrace can hold of a text, whoever wrote it: Unicode without U+0000, and
/// without half of a surrogate pair.
///
/// PostgreSQL's text has no U+0000, and UTF-8 has no lone surrogate. The type `json` takes both as
/// escapes and fails later, when somebody reads a member, so both forms are judged alike here.
public final class StorableText {

  private static final char REPLACEMENT = '\uFFFD';
  private static final String MALFORMED = "\ud800";
  private static final int ESCAPE = 6;

  private StorableText() {}

  /// Whether a text can be held as it is.
  public static boolean isStorable(String text) {
    return repaired(text, false) == null;
  }

  /// Whether all texts in a JSON value can be held as they are, written out or as escapes.
  public static boolean isStorableJson(String json) {
    return repaired(json, true) == null;
  }

  /// The text with U+FFFD in place of what cannot be held.
  public static String cleaned(String text) {
    String repaired = repaired(text, false);
    return repaired == null ? text : repaired;
  }

  /// The JSON value with U+FFFD in place of what cannot be held.
  public static String cleanedJson(String json) {
    String repaired = repaired(json, true);
    return repaired == null ? json : repaired;
  }

  /// A decoder of UTF-8 for text from outside. Bytes that are none, the long forms of U+0000 among
  /// them, become half of a surrogate pair, which decoded text has nowhere else: so they are not
  /// stored as if they had been meant, and are found where they stand.
  public static CharsetDecoder decoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .replaceWith(MALFORMED);
  }

  /// The text of bytes from outside, by [#decoder()].
  public static String decoded(byte[] bytes) {
    try {
      return decoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("what is malformed is replaced", e);
    }
  }

  /// Null when there is nothing to repair, which is nearly always.
  private static @Nullable String repaired(String text, boolean json) {
    StringBuilder repaired = null;
    int kept = 0;
    for (int i = 0; i < text.length(); ) {
      int length = length(text, i, json);
      char unit = unit(text, i, length);
      int next = i + length;
      if (Character.isHighSurrogate(unit)
          && next < text.length()
          && Character.isLowSurrogate(unit(text, next, length(text, next, json)))) {
        next += length(text, next, json);
      } else if (unit == 0 || Character.isSurrogate(unit)) {
        repaired = repaired == null ? new StringBuilder(text.length()) : repaired;
        repaired.append(text, kept, i).append(REPLACEMENT);
        kept = next;
      }
      i = next;
    }
    return repaired == null ? null : repaired.append(text, kept, text.length()).toString();
  }

  /// How much of the text one UTF-16 unit takes: more than one character where it is escaped.
  private static int length(String text, int at, boolean json) {
    if (!json || text.charAt(at) != '\\' || at + 1 == text.length()) {
      return 1;
    }
    return text.charAt(at + 1) == 'u' && at + ESCAPE <= text.length() ? ESCAPE : 2;
  }

  private static char unit(String text, int at, int length) {
    if (length < ESCAPE) {
      return text.charAt(at);
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return '\\'; // no JSON; whoever parses it says so
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }
}
