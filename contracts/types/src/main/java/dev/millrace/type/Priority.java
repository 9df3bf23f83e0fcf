package dev.millrace.type;

import java.util.Locale;

/// Where more tasks wait than may run, those of a type start in the ratio 7 to 2 to 1.
public enum Priority {
  HIGH,
  NORMAL,
  LOW;

  /// As the service writes it, such as `high`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
