package dev.millrace.events.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The lane a task waits in: high first, and low is never starved.
public enum Priority {
  HIGH,
  NORMAL,
  LOW;

  private final String wire = name().toLowerCase(Locale.ROOT);

  /// `high`, `normal` or `low`: in JSON, in topic names and in tables.
  @JsonValue
  public String wire() {
    return wire;
  }

  /// Reads what [#wire()] writes.
  @JsonCreator
  public static Priority parse(String text) {
    for (Priority priority : values()) {
      if (priority.wire.equals(text)) {
        return priority;
      }
    }
    throw new IllegalArgumentException("priority is one of high, normal, low; got '" + text + "'");
  }
}
