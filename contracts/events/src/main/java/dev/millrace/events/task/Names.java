package dev.millrace.events.task;

import dev.millrace.events.stored.StorableText;
import java.util.regex.Pattern;

/// The rules that names keep, with messages that say what would be right.
final class Names {

  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private Names() {}

  static void requireSlug(String what, String value) {
    if (!SLUG.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what
              + " must be 1 to 40 of a-z, 0-9 and '-', starting with a letter; got "
              + quoted(value));
    }
  }

  static void requireText(String what, String value, int most) {
    if (value.isBlank() || value.length() > most) {
      throw new IllegalArgumentException(
          what + " must have 1 to " + most + " characters; got " + quoted(value));
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " must not contain control characters");
    }
    if (!StorableText.isStorable(value)) {
      throw new IllegalArgumentException(what + " must not contain half of a surrogate pair");
    }
  }

  private static String quoted(String value) {
    return value.length() <= 60
        ? "'" + value + "'"
        : "'" + value.substring(0, 60) + "...' (" + value.length() + " characters)";
  }
}
