package dev.millrace.jobs.recalc.formula;

import static java.util.Objects.requireNonNull;

/// One skill of a monster.
///
/// @param kind a word for what it is, such as `attack` or `status`
/// @param power 0 where it does no damage
/// @param description what it does, in any language; tags are read from it
public record Skill(String name, String kind, int power, String description) {

  public Skill {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(description, "description");
  }
}
