package dev.millrace.api.query.filter;

import dev.millrace.events.task.TimeRange;
import dev.millrace.http.input.PageCursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A [PageCursor] of a list by age: the microseconds since 1970, and the id.
public final class Cursor {

  private Cursor() {}

  /// Writes a place.
  ///
  /// @param list what tells the list from others, its filter included
  public static String write(Position place, String list) {
    return PageCursor.write(
        list, ChronoUnit.MICROS.between(Instant.EPOCH, place.createdAt()), place.id());
  }

  /// Reads what [#write] wrote of the same list.
  ///
  /// @throws IllegalArgumentException when it is anything else
  public static Position read(String cursor, String list) {
    List<String> parts = PageCursor.read(cursor, list, 2);
    Position place = place(parts.getFirst(), parts.getLast());
    if (place == null || !cursor.equals(write(place, list))) {
      throw PageCursor.none();
    }
    return place;
  }

  private static @Nullable Position place(String micros, String id) {
    try {
      Instant time = Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
      return TimeRange.holds(time) ? new Position(time, UUID.fromString(id)) : null;
    } catch (IllegalArgumentException | DateTimeException e) {
      return null;
    }
  }
}
