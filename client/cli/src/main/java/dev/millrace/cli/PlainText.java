package dev.millrace.cli;

/// Texts of other people on somebody's terminal: what would steer it is not written.
final class PlainText {

  private PlainText() {}

  static String of(String text) {
    return text.codePoints()
        .map(c -> isControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
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
