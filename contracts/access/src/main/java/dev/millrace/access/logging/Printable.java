package dev.millrace.access.logging;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Text that stays on its line and is seen as it is: control characters, line separators and marks
/// that turn the direction of writing become `\\uXXXX`. Text over [#LONGEST] characters is cut, and
/// says so.
final class Printable {

  static final int LONGEST = 4_000;

  private Printable() {}

  static @Nullable String of(@Nullable String text) {
    if (text == null || (text.length() <= LONGEST && text.chars().noneMatch(Printable::isHidden))) {
      return text;
    }
    int end = Math.min(text.length(), LONGEST);
    var printable = new StringBuilder(end + 64);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (isHidden(c)) {
        printable.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        printable.append(c);
      }
    }
    if (end < text.length()) {
      printable.append("... (").append(text.length()).append(" characters)");
    }
    return printable.toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          c != '\t';
      default -> false;
    };
  }
}
