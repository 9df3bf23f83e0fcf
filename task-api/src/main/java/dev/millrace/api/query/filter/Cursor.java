package dev.millrace.api.query.filter;

import dev.millrace.events.task.TimeRange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// The place a page ends at, as text that clients hand back: `<microseconds since 1970>.<id>.<sum
/// of the list>`.
///
/// A cursor is neither secret nor sealed: which tasks a caller may see is a condition of every
/// statement, so an invented cursor begins a page of the caller's own tasks elsewhere. The sum
/// refuses the cursor of another list or another filter, which would show a page of something else.
public final class Cursor {

  private static final Pattern FORM =
      Pattern.compile("\\A(0|[1-9][0-9]{0,17}+)\\.([0-9a-f-]{36})\\.[0-9a-f]{8}");

  private Cursor() {}

  /// Writes a place.
  ///
  /// @param list what tells the list from others, its filter included
  public static String write(Position place, String list) {
    var sum = new CRC32C();
    sum.update(list.getBytes(StandardCharsets.UTF_8));
    return ChronoUnit.MICROS.between(Instant.EPOCH, place.createdAt())
        + "."
        + place.id()
        + "."
        + HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /// Reads what [#write] wrote of the same list.
  ///
  /// @throws IllegalArgumentException when it is anything else
  public static Position read(String cursor, String list) {
    Position place = place(cursor);
    if (!cursor.equals(write(place, list))) {
      throw new IllegalArgumentException(
          "this cursor is of another list, or of this one with another filter; repeat the filter of the"
              + " page before, or begin without a cursor");
    }
    return place;
  }

  private static Position place(String cursor) {
    Matcher form = FORM.matcher(cursor);
    if (form.matches()) {
      try {
        Instant time = Instant.EPOCH.plus(Long.parseLong(form.group(1)), ChronoUnit.MICROS);
        UUID id = UUID.fromString(form.group(2));
        if (TimeRange.holds(time) && id.toString().equals(form.group(2))) {
          return new Position(time, id);
        }
      } catch (IllegalArgumentException e) {
        // Said below, in the same words as for any other text.
      }
    }
    throw new IllegalArgumentException(
        "a cursor is the 'next' of the page before, as it stands there; begin without one");
  }
}
