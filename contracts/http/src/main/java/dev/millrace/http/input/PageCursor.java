package dev.millrace.http.input;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/// The place at which a page ends, as text that clients hand back: what the place is made of, and a
/// sum of the list, with dots between.
///
/// A cursor is neither secret nor sealed: what a caller may see is a condition of every statement,
/// so an invented cursor begins a page of the caller's own rows elsewhere. The sum refuses the
/// cursor of another list or another filter, which would show a page of something else.
public final class PageCursor {

  private static final int SUM = 8;

  private PageCursor() {}

  /// Writes a place.
  ///
  /// @param list what tells the list from others, its filter included
  /// @param place its parts, without dots
  public static String write(String list, Object... place) {
    var sum = new CRC32C();
    sum.update(list.getBytes(StandardCharsets.UTF_8));
    var text = new StringBuilder();
    for (Object part : place) {
      text.append(part).append('.');
    }
    return text + HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /// The parts of what [#write] wrote of the same list; what they say is for the reader to check.
  ///
  /// @param parts how many there are
  /// @throws IllegalArgumentException when it is anything else
  public static List<String> read(String cursor, String list, int parts) {
    List<String> read = List.of(cursor.split("\\.", parts + 2));
    if (read.size() != parts + 1 || read.getLast().length() != SUM) {
      throw none();
    }
    List<String> place = read.subList(0, parts);
    if (!cursor.equals(write(list, place.toArray()))) {
      throw new IllegalArgumentException(
          "this cursor is of another list, or of this one with another filter; repeat the filter of the"
              + " page before, or begin without a cursor");
    }
    return place;
  }

  /// What is to be thrown where a part is not what it is in a cursor.
  public static IllegalArgumentException none() {
    return new IllegalArgumentException(
        "a cursor is the 'next' of the page before, as it stands there; begin without one");
  }
}
