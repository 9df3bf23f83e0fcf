package dev.millrace.api.query;

import dev.millrace.events.task.TimeRange;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/// The place a page ends at, as text that clients hand back and never look into.
public final class Cursor {

  private Cursor() {}

  public static String encode(TaskDocument.Position position) {
    String text = position.createdAt() + " " + position.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws IllegalArgumentException when it is anything else
  public static TaskDocument.Position decode(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      int space = text.indexOf(' ');
      Instant at = Instant.parse(text.substring(0, space));
      if (!TimeRange.holds(at)) {
        throw new IllegalArgumentException("a time that no task has");
      }
      return new TaskDocument.Position(at, UUID.fromString(text.substring(space + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
      throw new IllegalArgumentException("this is no cursor that a list gave out", e);
    }
  }
}
