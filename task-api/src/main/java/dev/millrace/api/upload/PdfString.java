package dev.millrace.api.upload;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Strings as a PDF writes them: `(...)` with escapes, or `<...>` in hex. Source: ISO 32000-2,
/// 7.3.4.
final class PdfString {

  private PdfString() {}

  /// The string that begins there; null when there is none, or not all of it.
  static byte @Nullable [] at(int at, String text) {
    if (at >= text.length()) {
      return null;
    }
    return switch (text.charAt(at)) {
      case '(' -> literal(at + 1, text);
      case '<' -> hex(at + 1, text);
      default -> null;
    };
  }

  private static byte @Nullable [] hex(int from, String text) {
    int end = text.indexOf('>', from);
    if (end < 0) {
      return null;
    }
    String digits = text.substring(from, end).replaceAll("\\s", "");
    try {
      return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : digits + "0");
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte @Nullable [] literal(int from, String text) {
    var bytes = new ByteArrayOutputStream();
    int depth = 1;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        at = escaped(at, text, bytes);
        continue;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return bytes.toByteArray();
      }
      bytes.write(c);
    }
    return null;
  }

  /// Reads what follows a backslash.
  ///
  /// @return where the text goes on
  private static int escaped(int at, String text, ByteArrayOutputStream bytes) {
    char c = text.charAt(at);
    int control = "nrtbf".indexOf(c);
    if (control >= 0) {
      bytes.write("\n\r\t\b\f".charAt(control));
    } else if (c >= '0' && c <= '7') {
      int end = at + 1;
      while (end < Math.min(at + 3, text.length())
          && text.charAt(end) >= '0'
          && text.charAt(end) <= '7') {
        end++;
      }
      bytes.write(Integer.parseInt(text.substring(at, end), 8));
      return end;
    } else if (c == '\r') {
      return text.startsWith("\r\n", at) ? at + 2 : at + 1;
    } else if (c != '\n') {
      bytes.write(c);
    }
    return at + 1;
  }
}
