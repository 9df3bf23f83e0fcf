package dev.millrace.jobs.recalc.formula;

import java.util.Locale;

/// What a monster is best used as.
///
/// The stat with the largest dimension names the role, the earlier stat where two are equal, but
/// only when it is at least 6 above the mean of all five; otherwise the monster is balanced.
public enum Role {
  ATTACKER,
  TANK,
  CONTROLLER,
  SPEEDSTER,
  SUPPORT,
  BALANCED;

  private static final int LEAD = 6;

  /// The role of a monster with these dimensions.
  static Role of(Dimensions dimensions) {
    Stat best = Stat.OFFENSE;
    int sum = 0;
    for (Stat stat : Stat.values()) {
      sum += dimensions.of(stat);
      if (dimensions.of(stat) > dimensions.of(best)) {
        best = stat;
      }
    }
    int stats = Stat.values().length;
    if (dimensions.of(best) * stats < sum + LEAD * stats) {
      return BALANCED;
    }
    return switch (best) {
      case OFFENSE -> ATTACKER;
      case SURVIVE -> TANK;
      case CONTROL -> CONTROLLER;
      case TEMPO -> SPEEDSTER;
      case PP -> SUPPORT;
    };
  }

  /// The name that callers see, such as `attacker`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
