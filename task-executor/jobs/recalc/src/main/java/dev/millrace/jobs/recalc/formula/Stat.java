package dev.millrace.jobs.recalc.formula;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// One of the five things that a monster is measured by.
public enum Stat {
  OFFENSE,
  SURVIVE,
  CONTROL,
  TEMPO,
  PP;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The name that callers see, such as `offense`.
  @JsonValue
  public String word() {
    return word;
  }
}
