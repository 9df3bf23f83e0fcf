package dev.millrace.api.deadletter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What has been decided about a letter.
enum DeadLetterState {
  /// Nothing yet.
  OPEN,
  /// To be redriven when its turn comes.
  QUEUED,
  REDRIVEN,
  DISCARDED;

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DeadLetterState parse(String text) {
    List<String> known = Arrays.stream(values()).map(DeadLetterState::wire).toList();
    if (!known.contains(text)) {
      throw new IllegalArgumentException("one of " + known + " is expected");
    }
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
