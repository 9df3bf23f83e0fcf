package dev.millrace.jobs.sleep;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The ways in which a sleep can fail.
public enum FailWith {
  /// Another attempt may succeed.
  TRANSIENT,
  /// No other attempt is made.
  PERMANENT,
  /// The process ends at once, as if it had been killed.
  CRASH;

  /// The name that callers use, such as `transient`.
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
