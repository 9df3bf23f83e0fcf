package dev.millrace.cli;

import java.util.HexFormat;

/// Texts of other people on somebody's terminal: what would steer it is not written.
final class PlainText {

  private PlainText() {}

  static String of(String text) {
    return text.codePoints()
        .map(c -> isControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// The same JSON: what would steer the terminal can stand in its strings alone, where it is
  /// escaped.
  static String ofJson(String json) {
    var escaped = new StringBuilder(json.length());
    json.codePoints()
        .forEach(c -> {
          if (isControl(c)) {
            for (char unit : Character.toChars(c)) {
              escaped.append("\\u").append(HexFormat.of().toHexDigits(unit));
            }
          } else {
            escaped.appendCodePoint(c);
          }
        });
    return escaped.toString();
  }

  /// Also what turns the direction of writing.
  private static boolean isControl(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.SURROGATE
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }
}
