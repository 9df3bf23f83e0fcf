package dev.millrace.jobs.monster;

import java.util.regex.Pattern;

/// A place in the list of monsters: after the monster with this id.
///
/// Clients get it as a short word that they hand back unread.
record Cursor(long afterId) {

  static final Cursor START = new Cursor(0);

  private static final Pattern FORM = Pattern.compile("m[0-9a-z]{1,12}");
  private static final int RADIX = 36;

  /// Reads what [#text()] wrote.
  ///
  /// @throws IllegalArgumentException when it is anything else
  static Cursor parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "cursor is the `next` of the page before; this is none: '" + text + "'");
    }
    return new Cursor(Long.parseLong(text.substring(1), RADIX));
  }

  String text() {
    return "m" + Long.toString(afterId, RADIX);
  }
}
