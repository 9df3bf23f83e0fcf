package dev.millrace.api.deadletter.store;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What has been decided about a letter.
public enum DeadLetterState {
  /// Nothing yet.
  OPEN,
  /// To be redriven when its turn comes.
  QUEUED,
  REDRIVEN,
  DISCARDED;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static DeadLetterState parse(String text) {
    List<String> known = Arrays.stream(values()).map(DeadLetterState::wire).toList();
    if (!known.contains(text)) {
      throw new IllegalArgumentException("one of " + known + " is expected");
    }
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
