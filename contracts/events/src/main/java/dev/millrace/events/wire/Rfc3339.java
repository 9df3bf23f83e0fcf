package dev.millrace.events.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/// Reads the times of events (RFC 3339): each fact's, by every reader.
///
/// `Instant.parse` builds its formatter again at each call, which costs more than a fact's other
/// headers together. What Millrace writes, a time that ends with `Z`, is read digit by digit here;
/// whatever looks different is left to it.
public final class Rfc3339 {

  private static final String TO_THE_SECOND = "0000-00-00T00:00:00";
  private static final int NANO_DIGITS = 9;

  private Rfc3339() {}

  /// Reads a time.
  ///
  /// @throws DateTimeParseException when the text is none
  public static Instant parse(String text) {
    if (!isUsual(text)) {
      return Instant.parse(text);
    }
    try {
      return LocalDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              number(text, 17, 19),
              nanos(text))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return Instant.parse(text); // a leap second or the like; it knows, or says what is wrong
    }
  }

  /// `2026-11-27T21:59:00Z`, with up to nine more digits of a second: the digits are digits, and
  /// nothing more is known of them.
  private static boolean isUsual(String text) {
    int end = text.length() - 1;
    int seconds = TO_THE_SECOND.length();
    if (end < seconds || end > seconds + 1 + NANO_DIGITS || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < seconds; i++) {
      char shape = TO_THE_SECOND.charAt(i);
      if (shape == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != shape) {
        return false;
      }
    }
    if (end == seconds) {
      return true;
    }
    if (text.charAt(seconds) != '.') {
      return false;
    }
    for (int i = seconds + 1; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int nanos(String text) {
    int from = TO_THE_SECOND.length() + 1;
    int end = text.length() - 1;
    int nanos = from < end ? number(text, from, end) : 0;
    for (int digits = end - from; digits < NANO_DIGITS; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int number(String text, int from, int end) {
    return Integer.parseInt(text, from, end, 10);
  }
}
